"""Which backups stay: the last of each of the last days, weeks and months that have one."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

#: Names sort as their times do. The time is UTC.
NAME = "normandy-centres-%Y-%m-%dT%H%M%SZ.zip"
PERIODS: tuple[Callable[[datetime], Any], ...] = (
    lambda moment: moment.date(),
    lambda moment: moment.isocalendar()[:2],
    lambda moment: (moment.year, moment.month),
)


def backups(folder: Path) -> dict[datetime, Path]:
    """Return the finished backups of a folder by the time at which they began, the youngest first."""
    found = {}
    for path in folder.glob("*.zip"):
        try:
            found[datetime.strptime(path.name, NAME).replace(tzinfo=UTC)] = path
        except ValueError:
            continue  # somebody else's file
    return dict(sorted(found.items(), reverse=True))


def kept(moments: Iterable[datetime], counts: Iterable[int]) -> set[datetime]:
    """Return the moments of the backups that stay; the youngest always does.

    Args:
        counts: how many days, weeks and months keep their last backup.
    """
    youngest_first = sorted(moments, reverse=True)
    staying = set(youngest_first[:1])
    for period, count in zip(PERIODS, counts, strict=True):
        last_of_each: dict[Any, datetime] = {}
        for moment in youngest_first:
            last_of_each.setdefault(period(moment), moment)
        staying.update(list(last_of_each.values())[:count])
    return staying


def prune(folder: Path, counts: Iterable[int]) -> list[Path]:
    """Remove the backups that the rule doesn't keep, and return them."""
    found = backups(folder)
    staying = kept(found, counts)
    leaving = [path for moment, path in found.items() if moment not in staying]
    for path in leaving:
        path.unlink()
    return leaving
