"""What is done in the background on each machine: follow the generation, write addresses, mind the disk."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from . import generations
from .address_book import AddressBook
from .keys import is_of_query
from .storage import FACTS, Store, read_facts, remove_files, remove_tree, store

#: Generations that are kept beside the present one: readers may just be getting their files.
KEPT = 1
#: Seconds between two looks at the whole disk, and what share of the time they may take where it is large.
TIDY_EVERY = 60
TIDY_SHARE = 0.02
#: How full the folder may be after tidying, of what is allowed.
TIDY_TO = 0.9
_tidy_next = 0.0


def keep_up() -> None:
    """Do all that is due; several processes may call it at once."""
    global _tidy_next
    pages = store()
    if pages is None:
        return
    AddressBook(pages).keep_up(generations.keep_up())
    if (begun := time.monotonic()) <= _tidy_next:
        return
    with pages.locked("tidy", wait=False) as alone:
        if alone:
            tidy(pages)
    ended = time.monotonic()
    _tidy_next = ended + max(TIDY_EVERY, (ended - begun) / TIDY_SHARE)


@dataclass(frozen=True)
class Place:
    """The folder of a stored page: when it was written, and how much room it takes.

    Attributes:
        own: whether it is a page by its address alone; there is an end to these, not to filters.
    """

    folder: Path
    own: bool
    written: float
    files: int
    size: int


def tidy(pages: Store) -> None:
    """Remove past generations, pages that no longer hold, then the oldest until there is room enough."""
    current = pages.current()
    for folder in past_generations(pages)[KEPT:]:
        remove_tree(folder)
    if current:
        sweep(pages.generations / current)
    for leftover in (pages.root / "writing").glob("*"):
        if time.time() - leftover.lstat().st_ctime > TIDY_EVERY:
            leftover.unlink(missing_ok=True)
    make_room(pages)


def past_generations(pages: Store) -> list[Path]:
    """Return the folders of generations that are over, the youngest first."""
    current = pages.current()
    folders = [folder for folder in pages.generations.glob("*") if folder.name != current]
    return sorted(folders, key=lambda folder: folder.stat().st_ctime, reverse=True)


def sweep(folder: Path) -> int:
    """Remove pages below a folder that no longer hold, so that a web server can't serve them.

    Returns:
        how many there were. Their last copies stay, for when nothing better can be had.
    """
    swept = 0
    for found in folder.rglob(FACTS):
        facts = read_facts(found.parent)
        if facts is None or facts.valid_until <= time.time():
            remove_files(found.parent)
            swept += 1
    return swept


def make_room(pages: Store) -> None:
    """Keep the folder within its limits: past generations go first, then filters, then the oldest pages."""
    places = sorted(_places(pages), key=lambda place: (place.own, place.written))
    files, size = sum(place.files for place in places), sum(place.size for place in places)
    if files <= settings.PAGE_STORE_MAX_FILES and size <= settings.PAGE_STORE_MAX_BYTES:
        return
    for folder in past_generations(pages):
        remove_tree(folder)
    for place in places:
        if (
            files <= settings.PAGE_STORE_MAX_FILES * TIDY_TO
            and size <= settings.PAGE_STORE_MAX_BYTES * TIDY_TO
        ):
            return
        remove_files(place.folder)
        files, size = files - place.files, size - place.size


def _places(pages: Store) -> Iterator[Place]:
    for top in (pages.generations, pages.latest):
        for found in top.rglob(FACTS):
            try:
                sizes = [file.stat().st_size for file in found.parent.glob("index.*")]
                own = not is_of_query(found.parent)
                yield Place(found.parent, own, found.stat().st_ctime, len(sizes), sum(sizes))
            except FileNotFoundError:
                continue
