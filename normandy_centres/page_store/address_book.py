"""What is at every address and what was, in a file of its own: it is read while the database is down.

SQLite's own library reads it, a look-up at a time; a new one is written beside it and put in its place.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.permanent import finding
from pages.permanent.ids import as_id
from pages.permanent.models import PublicAddress, PublicPage

from .rendering import render
from .storage import Store

HERE, MOVED, FOUND, GONE = 200, 301, 302, 410
TABLES = """
    CREATE TABLE about (generation TEXT NOT NULL);
    CREATE TABLE address (
        path TEXT PRIMARY KEY, status INTEGER NOT NULL, target TEXT NOT NULL, body BLOB NOT NULL
    ) WITHOUT ROWID;
"""
#: So many pages about what is gone are kept as they read; beyond, readers get "not found".
MOST_GONE = 500


@dataclass(frozen=True)
class Address:
    """What a path leads to.

    Attributes:
        status: 200 for a live page, 301 or 302 for what leads elsewhere, 410 for what is gone.
        target: where it leads.
        body: the page that says what is gone.
    """

    path: str
    status: int
    target: str = ""
    body: bytes = b""


class AddressBook:
    """The addresses as they were in one generation.

    Args:
        pages: the store beside whose pages the file lies.
    """

    def __init__(self, pages: Store) -> None:
        self.store = pages
        self.path = pages.root / "addresses.sqlite3"

    def look_up(self, path: str) -> Address | None:
        """Return what a path leads to, or None where nothing is known of it.

        Args:
            path: of a request. A missing slash at the end, and look-alike letters in a permanent address,
                are put right.
        """
        candidates = [path, path.rstrip("/") + "/", path.rstrip("/")]
        *above, last = path.rstrip("/").split("/")
        if above[-1:] == ["p"]:
            candidates.append("/".join([*above, as_id(last)]))
        try:
            with closing(self._open()) as book:
                for candidate in candidates:
                    row = book.execute(
                        "SELECT path, status, target, body FROM address WHERE path = ?", [candidate]
                    ).fetchone()
                    if row:
                        return Address(*row)
        except sqlite3.Error:
            pass  # not written yet, or cut short by a full disk
        return None

    @property
    def is_there(self) -> bool:
        return bool(self._generation())

    @property
    def begun(self) -> float:
        """When it was begun to be written (seconds since 1970): what came later it may not know."""
        try:
            return self.path.stat().st_mtime
        except OSError:
            return 0.0

    def keep_up(self, generation: str) -> None:
        """Write the addresses anew if they are of another generation than this, and there is one."""
        if not generation or self._generation() == generation:
            return
        with self.store.locked("addresses", wait=False) as alone:
            if alone:
                self.write(generation)

    def write(self, generation: str) -> None:
        """Write the addresses of a generation.

        What is written may already know a later change, whose own generation writes it again.
        """
        begun = time.time()
        found: dict[str, Address] = {}
        for address in _addresses():
            found.setdefault(address.path, address)
        fresh = Path(f"{self.path}.{uuid4().hex}")
        try:
            with closing(sqlite3.connect(fresh)) as book, book:
                book.executescript(TABLES)
                book.execute("INSERT INTO about VALUES (?)", [generation])
                book.executemany(
                    "INSERT INTO address VALUES (?, ?, ?, ?)",
                    [(item.path, item.status, item.target, item.body) for item in found.values()],
                )
            os.utime(fresh, (begun, begun))
            os.replace(fresh, self.path)
        finally:
            fresh.unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        # Nobody writes to this file once it is in place: no lock is needed, nor a folder to write to.
        return sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True)

    def _generation(self) -> str:
        try:
            with closing(self._open()) as book:
                row = book.execute("SELECT generation FROM about").fetchone()
            return row[0] if row else ""
        except sqlite3.Error:
            return ""


def _addresses() -> Iterator[Address]:
    """Give every address with what is there; of two for the same path, the first is right."""
    here: dict[tuple[object, str], str] = {}
    for page in Page.objects.live().filter(depth__gt=1).select_related("locale").iterator():
        if url := page.get_url():
            path = url if url.startswith("/") else "/" + url.split("/", 3)[-1]
            here[page.translation_key, page.locale.language_code] = path
            yield Address(path, HERE)
    for redirect in Redirect.objects.select_related("redirect_page"):
        if redirect.link:
            status = MOVED if redirect.is_permanent else FOUND
            yield Address(redirect.old_path, status, redirect.link)
    yield from _past(set(here.values()))
    yield from _permanent(here)


def _past(here: set[str]) -> Iterator[Address]:
    past = (
        PublicAddress.objects.exclude(until=None).order_by("-until").values_list("path", flat=True)
    )
    gone = 0
    for path in dict.fromkeys(past):
        if path in here:
            continue
        place = finding.at_path(path)
        if place is None:
            continue
        if place.page is not None and place.exact:
            yield Address(path, MOVED, place.page.get_url() or "/")
        elif gone < MOST_GONE:
            gone += 1
            yield Address(path, GONE, body=render(path).content)


def _permanent(here: dict[tuple[object, str], str]) -> Iterator[Address]:
    entries = PublicPage.objects.values_list("key", "translation_key").distinct()
    for key, translation_key in entries:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                path = reverse("permanent", args=[key])
            target = here.get((translation_key, language))
            if target:
                yield Address(path, FOUND, target)
                continue
            place = finding.by_id(key, language)
            if place and place.page:
                yield Address(path, FOUND, place.page.get_url() or "/")
            elif place:
                yield Address(path, GONE, body=render(path).content)
