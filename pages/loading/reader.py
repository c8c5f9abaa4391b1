"""Content files as plain data that remember their lines, and the problems found in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from ..typography import set_type
from ..yaml_files import Loader, YAMLError, refuse_twice

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Place:
    """Where something stands in the content files; lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Entry(dict[str, Any]):
    """A mapping of a content file that knows where each of its keys stands."""

    def __init__(self, place: Place, lines: dict[str, int]) -> None:
        super().__init__()
        self.place = place
        self.lines = lines

    def at(self, key: str) -> Place:
        """Return the place of one of the keys."""
        return Place(self.place.file, self.lines.get(key, self.place.line))


@dataclass
class Problems:
    """What is wrong in the content files; nothing is written while there is any."""

    found: list[str] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        self.found.append(f"{place}: {message}")

    def __bool__(self) -> bool:
        return bool(self.found)


class WithLines(Loader):
    """Reads mappings as entries. Dates stay as typed: who needs one can say where a bad one stands."""

    file = ""

    def entry(self, node: yaml.MappingNode) -> Iterator[Entry]:
        refuse_twice(node)
        lines = {self.key(key): key.start_mark.line + 1 for key, _value in node.value}
        made = Entry(Place(self.file, node.start_mark.line + 1), lines)
        yield made  # in two steps, as PyYAML has it for what holds other things
        for key, value in node.value:
            made[self.key(key)] = self.construct_object(value, deep=True)

    def key(self, node: yaml.Node) -> str:
        return str(self.construct_object(node, deep=True))


WithLines.add_constructor("tag:yaml.org,2002:map", WithLines.entry)
WithLines.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)


def read_file(path: Path, root: Path, problems: Problems) -> Entry:
    """Return a content file's mapping; a file that can't be read is a problem and gives an empty one."""
    name = path.relative_to(root).as_posix()
    empty = Entry(Place(name, 1), {})
    try:
        loader = WithLines(path.read_text(encoding="utf-8"))
        loader.file = name
        data = loader.get_single_data()
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problems.add(Place(name, mark.line + 1 if mark else 1), f"can't be read: {error}")
        return empty
    if data is None:
        return empty
    if not isinstance(data, Entry):
        problems.add(empty.place, "must be a mapping of keys to values")
        return empty
    return data


def read_folder(folder: Path, root: Path, problems: Problems) -> Iterator[tuple[str, Entry]]:
    """Yield the name without ending and the mapping of each YAML file of a folder, by name."""
    for path in sorted(folder.glob("*.yaml")):
        yield path.stem, read_file(path, root, problems)


def is_bilingual(value: Any) -> TypeGuard[Entry]:
    """Tell whether a value is text in two languages (or should be: one of them is there)."""
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES)


def check_languages(value: Any, problems: Problems) -> None:
    """Report every text that lacks one of its languages, however deep it stands."""
    if is_bilingual(value):
        for language in LANGUAGES:
            if not str(value.get(language) or "").strip():
                problems.add(value.place, f"the text in “{language}” is missing")
    elif isinstance(value, Entry):
        if set(LANGUAGES) & set(value):
            extra = ", ".join(sorted(set(value) - set(LANGUAGES)))
            problems.add(
                value.place, f"a text in two languages has “fr” and “en” only, not “{extra}”"
            )
        for item in value.values():
            check_languages(item, problems)
    elif isinstance(value, list):
        for item in value:
            check_languages(item, problems)


def in_language(value: Any, language: str) -> Any:
    """Return data with each bilingual text replaced by its words in one language, typography right."""
    if is_bilingual(value):
        return set_type(str(value.get(language) or "").strip(), language)
    if isinstance(value, dict):
        return {key: in_language(item, language) for key, item in value.items()}
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    return value
