"""The files of stored pages, in folders that a web server can serve by itself.

    generations/<name>/<host>/<path>/index.html   and .br, .gz; index.json is what is known beside the bytes
    current                                       a link to the folder of the present generation
    held                                          the same link while a web server is to have nothing of it
    latest/<host>/<path>/index.html ...           the last copy of each page, whatever its generation

Files are put in place whole. All files of a page carry its ``modified`` time, which is another for another
text: a reader who finds bytes of another time than the one that was told has met a writer, and asks again.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from .encodings import ENDINGS
from .keys import Key
from .pages import KINDS, Facts, FreshPage, StoredPage

logger = logging.getLogger(__name__)

FACTS = "index.json"
NAMES = (FACTS, *(f"index.{kind}{end}" for kind in KINDS.values() for end in ENDINGS.values()))


class Store:
    """Reads and writes stored pages.

    Args:
        root: the folder of everything stored.

    Attributes:
        refused: whether the disk let no generation begin: what is stored is of the past, and isn't served.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.latest = root / "latest"
        self.generations = root / "generations"
        self._current = str(root / "current")
        self._held = str(root / "held")
        self.refused = False

    # --- Generations -----------------------------------------------------------------------------

    def current(self) -> str:
        """Return the name of the present generation as this machine knows it; "" where it knows none."""
        return "" if self.refused else self._linked()

    def _linked(self) -> str:
        # Once more: another process may put one in the place of the other between two looks.
        return _target(self._current) or _target(self._held) or _target(self._current)

    def switch(self, name: Callable[[], str]) -> str:
        """Make a generation the present one, and return its name; "" where the disk refuses.

        Args:
            name: looks up which, while nobody else can switch: the last to look it up has the last word.
        """
        try:
            chosen = self._switched(name)
        except OSError as error:
            return self._without_a_disk(name(), error)
        if self.refused:
            self.refused = False
            logger.warning("The disk takes pages again: the page store is on.")
        return chosen

    def _switched(self, name: Callable[[], str]) -> str:
        self.generations.mkdir(parents=True, exist_ok=True)
        with self.locked("switch"):
            chosen = name()
            if chosen == _target(self._current):
                return chosen
            if chosen == _target(self._held):
                os.replace(self._held, self._current)  # needs no room on the disk
                return chosen
            (self.generations / chosen).mkdir(exist_ok=True)
            fresh = self.root / f"current.{uuid4().hex}"
            fresh.symlink_to(Path("generations") / chosen)
            fresh.replace(self._current)
            with suppress(OSError):
                os.unlink(self._held)  # it may be of the past
            return chosen

    def _without_a_disk(self, chosen: str, error: OSError) -> str:
        """Go on with what is linked if it is of the present; else serve nothing of it, here and in front."""
        if chosen == self._linked():
            return chosen
        if not self.refused:
            self.refused = True
            logger.error("The page store is off, the site goes on without it: %s", error)
        for link in (self._current, self._held):
            with suppress(OSError):  # a full disk allows that, a read-only one doesn't
                os.unlink(link)
        return ""

    def hold(self) -> None:
        """Take all pages from a web server in front until the next switch: it asks the application then.

        The application goes on with them. A read-only disk allows nothing of the kind.
        """
        with suppress(OSError):
            os.replace(self._current, self._held)

    @contextmanager
    def locked(self, name: str, wait: bool = True) -> Iterator[bool]:
        """Let one process of this machine in at a time; tells whether it is this one."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / f"{name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    # --- Pages -----------------------------------------------------------------------------------

    def read(self, generation: str, key: Key) -> StoredPage | None:
        """Return a page of a generation."""
        return _read(f"{self.root}/generations/{generation}/{key.folder}") if generation else None

    def read_latest(self, key: Key) -> StoredPage | None:
        """Return the last copy of a page, of whatever generation."""
        return _read(f"{self.latest}/{key.folder}")

    def write(self, generation: str, key: Key, page: FreshPage) -> FreshPage:
        """Store a page in the generation in which it was begun, and return it as it is stored.

        What became of a generation that is past is not kept: a change may have come while it was written.
        """
        before = read_facts(f"{self.latest}/{key.folder}")
        page = replace(page, facts=_dated(page.facts, before))
        if not generation or generation != self.current():
            return page
        folder = self.generations / generation / key.folder
        folder.mkdir(parents=True, exist_ok=True)
        self._put(folder, page)
        if before is None or before.rendered_at <= page.facts.rendered_at:
            self._link(folder, self.latest / key.folder, page.facts.kind)
        return page

    def forget(self, key: Key) -> None:
        """Remove every copy of what is no page any more."""
        remove_files(self.latest / key.folder)
        if current := self.current():
            remove_files(self.generations / current / key.folder)

    def _put(self, folder: Path, page: FreshPage) -> None:
        kind, moment = page.facts.kind, page.facts.modified
        for coding, ending in ENDINGS.items():
            self._place(folder / f"index.{kind}{ending}", page.bodies[coding], moment)
        # The last: whoever finds it finds the rest.
        self._place(folder / FACTS, json.dumps(page.facts.as_json()).encode(), moment)

    def _place(self, target: Path, content: bytes, moment: int) -> None:
        fresh = self._temporary()
        try:
            fresh.write_bytes(content)
            os.utime(fresh, (moment, moment))
            fresh.replace(target)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise

    def _link(self, source: Path, target: Path, kind: str) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for name in (*(f"index.{kind}{ending}" for ending in ENDINGS.values()), FACTS):
            fresh = self._temporary()
            os.link(source / name, fresh)
            fresh.replace(target / name)
            fresh.unlink(missing_ok=True)  # renaming one name of a file to another leaves both

    def _temporary(self) -> Path:
        folder = self.root / "writing"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / uuid4().hex


@lru_cache(maxsize=4)
def _store(root: str) -> Store:
    return Store(Path(root))


def store() -> Store | None:
    """Return the store, or None where the settings switch it off."""
    return _store(str(settings.PAGE_STORE_DIR)) if settings.PAGE_STORE_DIR else None


def _target(link: str) -> str:
    """Return the name of the generation that a link leads to; "" where there is none."""
    try:
        return os.path.basename(os.readlink(link))
    except OSError:
        return ""


def remove_files(folder: Path) -> None:
    """Remove the files of a page, what is known of it first; pages below it stay."""
    for name in NAMES:
        (folder / name).unlink(missing_ok=True)


def remove_tree(folder: Path) -> None:
    """Remove a folder with all in it, however much of it somebody else removes at the same time."""
    shutil.rmtree(folder, ignore_errors=True)


def _read(folder: str) -> StoredPage | None:
    try:
        now = os.stat(f"{folder}/{FACTS}")
        return _remembered(folder, (now.st_ino, now.st_ctime_ns))
    except (OSError, UnreadableError):
        return None


class UnreadableError(ValueError):
    """What is known of a page can't be read, now; by the next request it may."""


# What is asked for often is read once while its files stay: each file that is opened lets all other threads
# go first. So many pages take some 15 MB, in each process. What can't be read isn't remembered.
@lru_cache(maxsize=128)
def _remembered(folder: str, version: tuple[int, int]) -> StoredPage:
    facts = read_facts(folder)
    if facts is None:
        raise UnreadableError(folder)
    return StoredPage(facts, Bodies(folder, facts))


def read_facts(folder: str | Path) -> Facts | None:
    """Return what is known of the page in a folder, or None where there is none."""
    try:
        with open(f"{folder}/{FACTS}", "rb") as file:
            return Facts(**json.loads(file.read()))
    except (OSError, ValueError, TypeError):  # none, or one cut short by a full disk
        return None


class Bodies:
    """The bytes of a page in each coding, read when they are first asked for."""

    def __init__(self, folder: str, facts: Facts) -> None:
        self.files = f"{folder}/index.{facts.kind}"
        self.modified = facts.modified
        self.read: dict[str, bytes] = {}

    def __call__(self, coding: str) -> bytes | None:
        """Return the bytes, or None where they are gone or another's already."""
        if coding in self.read:
            return self.read[coding]
        try:
            with open(self.files + ENDINGS[coding], "rb") as file:
                if int(os.fstat(file.fileno()).st_mtime) != self.modified:
                    return None
                return self.read.setdefault(coding, file.read())
        except OSError:
            return None


def _dated(facts: Facts, before: Facts | None) -> Facts:
    """Return what is known of a page, with the time at which its text last became another."""
    if before is None:
        return facts
    if before.digest == facts.digest:
        return replace(facts, modified=before.modified)
    return replace(facts, modified=max(facts.modified, before.modified + 1))
