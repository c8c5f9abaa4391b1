"""The faults that are allowed to stay, each with its reason (exceptions.yaml)."""

from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path

from pages.yaml_files import load

from .model import Fault, Result

FILE = Path(__file__).with_name("exceptions.yaml")


@dataclass(frozen=True)
class Accepted:
    """One fault that is allowed, and why."""

    rule: str
    path: str
    where: str
    because: str

    def covers(self, path: str, fault: Fault) -> bool:
        same = self.rule == fault.rule and fnmatchcase(path, self.path)
        return same and self.where in fault.where


def read(file: Path = FILE) -> list[Accepted]:
    """Return what is allowed. Each entry says all four things, the reason among them."""
    names = {item.name for item in fields(Accepted)}
    entries = load(file.read_text(encoding="utf-8")) or []
    for entry in entries:
        if set(entry) != names or not all(str(value).strip() for value in entry.values()):
            raise ValueError(f"{file.name}: an entry needs {', '.join(sorted(names))}: {entry}")
    return [Accepted(**entry) for entry in entries]


def apply(accepted: list[Accepted], results: list[Result]) -> list[Accepted]:
    """Move allowed faults aside; return the entries that were of no use."""
    used = set()
    for result in results:
        for fault in result.faults:
            covering = [entry for entry in accepted if entry.covers(result.path, fault)]
            used.update(covering)
            if covering:
                result.accepted.append(fault)
        result.faults = [fault for fault in result.faults if fault not in result.accepted]
    return [entry for entry in accepted if entry not in used]
