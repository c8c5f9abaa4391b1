"""Making a backup while the site is being worked on."""

import fcntl
import os
import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import django
import wagtail
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from .archive import Archive, BackupError, Writer
from .databases import Database, database
from .manifest import MEDIA, Entry, Manifest, Media
from .media import Mention, Pins, mentions
from .retention import NAME, prune

#: What an unfinished backup leaves behind lies here, and goes with the next one.
UNFINISHED = ".unfinished"
#: How often the snapshot is taken anew when a file that it names is gone already.
TRIES = 5


@dataclass(frozen=True)
class Made:
    """What a backup came to: its file, what is in it, and the older ones that went."""

    path: Path
    manifest: Manifest
    pruned: list[Path]


@dataclass(frozen=True)
class Snapshot:
    """What the copy of the database says: the rows that name files, the last migrations."""

    rows: set[Mention]
    migrations: dict[str, str]
    pins: Pins
    missing: list[str]


def make_backup(folder: Path | None = None, kept: list[int] | None = None) -> Made:
    """Write a verified archive and remove the older ones that the rule doesn't keep.

    Args:
        folder: where to, by default settings.BACKUP_DIR.
        kept: how many daily, weekly and monthly ones stay, by default settings.BACKUP_KEEP.

    Raises:
        BackupError: when there is none; those that were there are still there.
    """
    folder = folder or settings.BACKUP_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(folder) as room:
            began = datetime.now(UTC).replace(microsecond=0)
            path = folder / began.strftime(NAME)
            if path.exists():
                raise BackupError("A backup was made in this very second.")
            fresh = room / "archive"
            manifest = _write(fresh, room, began)
            _verify(fresh, room)
            fresh.replace(path)
            _sync(folder)
            return Made(path, manifest, prune(folder, kept or settings.BACKUP_KEEP))
    except OSError as error:
        raise BackupError(f"No backup could be written to {folder}: {error}") from error


def _write(target: Path, room: Path, began: datetime) -> Manifest:
    source, copy = database(), room / "database"
    snapshot = _snapshot(source, copy, room)
    writer = Writer(target)
    entry = writer.add(source.file, copy, compress=source.compress)
    copy.unlink()
    manifest = Manifest(
        made=began,
        site=settings.SITE_URL,
        kind=source.kind,
        versions={
            "wagtail": wagtail.__version__,
            "django": django.get_version(),
            "python": platform.python_version(),
            "database": source.version(),
        },
        migrations=snapshot.migrations,
        database=entry,
        media=_add_media(writer, snapshot),
        missing=snapshot.missing,
    )
    writer.finish(manifest)
    return manifest


def _snapshot(source: Database, copy: Path, room: Path) -> Snapshot:
    """Copy the database, and pin every file that the copy names: the package says how they agree."""
    pinned = room / "media"
    pinned.mkdir()
    present = connection.copy()  # sees what is committed, whatever the snapshot sees
    try:
        pins = Pins(pinned, lambda: _mentions(present))
        pins.add(_mentions(present))
        for _attempt in range(TRIES):
            rows, migrations, lost = source.dump(copy, partial(_read, pins))
            missing = {row for row in rows if not pins.path(row)}
            if missing <= lost:
                break
    finally:
        present.close()
    return Snapshot(rows, migrations, pins, sorted({row.name for row in missing}))


def _read(pins: Pins, cursor: Any) -> tuple[set[Mention], dict[str, str], set[Mention]]:
    """Return the rows that name files, each application’s last migration, and the rows without a file."""
    rows = mentions(cursor)
    lost = pins.add(rows)
    cursor.execute("SELECT app, MAX(name) FROM django_migrations GROUP BY app ORDER BY app")
    return rows, dict(cursor.fetchall()), lost


def _mentions(present: BaseDatabaseWrapper) -> set[Mention]:
    with present.cursor() as cursor:
        return mentions(cursor)


def _add_media(writer: Writer, snapshot: Snapshot) -> list[Media]:
    entries: dict[str, Entry] = {}
    columns: dict[str, set[tuple[str, str]]] = {}
    for row in sorted(snapshot.rows, key=lambda row: (row.name, row.table, row.column)):
        columns.setdefault(row.name, set()).add((row.table, row.column))
        path = snapshot.pins.path(row)
        if path and row.name not in entries:
            entries[row.name] = writer.add(MEDIA + row.name, path)
    return [Media(entry=entry, columns=sorted(columns[name])) for name, entry in entries.items()]


def _verify(archive: Path, room: Path) -> None:
    """Read what was written as a restore would read it."""
    found, copy = Archive(archive), room / "verified"
    found.extract(found.manifest.database, copy)
    database().check(copy, room)


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """Let one backup at a time in, and yield an empty folder for what isn't finished."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError("Another backup is being made at the moment.") from None
        room = folder / UNFINISHED
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir(mode=0o700)
        try:
            yield room
        finally:
            shutil.rmtree(room, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have the disk keep the names of a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
