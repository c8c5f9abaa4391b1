"""Media files: which of them rows name, pinning them while editors work, and putting them back."""

import os
import shutil
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models

from .archive import Archive, chunks, sha256_of
from .manifest import Media

#: The shortest column in which a file's name is kept.
SHORTEST_COLUMN = 100


class Mention(NamedTuple):
    """A row that names a media file."""

    table: str
    column: str
    row: Any
    name: str


def mentions(cursor: Any) -> set[Mention]:
    """Return every row of a database that names a media file.

    Args:
        cursor: of any database of this project, Django's or the driver's.
    """
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField) and field.storage == default_storage:
                table, column = model._meta.db_table, str(field.column)
                cursor.execute(
                    f'SELECT "{model._meta.pk.column}", "{column}" FROM "{table}"'  # noqa: S608  (our models)
                )
                rows = cursor.fetchall()
                found |= {Mention(table, column, row, name) for row, name in rows if name}
    return found


class Pins:
    """Media files that stay as they are, whatever becomes of them on the site.

    Args:
        folder: where they are kept; on the disk of the media files they take no room.
        living: returns the rows that name media files at present.
    """

    def __init__(self, folder: Path, living: Callable[[], set[Mention]]) -> None:
        self._folder, self._living = folder, living
        self._numbers = count()
        self._paths: dict[Mention, Path] = {}

    def add(self, wanted: Iterable[Mention]) -> set[Mention]:
        """Pin the files of rows, and return the rows whose file the site itself hasn't got any more.

        A row that was deleted meanwhile is in neither: another file may have got its name.
        """
        fresh = {mention: self._pin(mention.name) for mention in set(wanted) - set(self._paths)}
        still = self._living()
        self._paths |= {row: path for row, path in fresh.items() if path and row in still}
        return {row for row, path in fresh.items() if not path and row in still}

    def path(self, mention: Mention) -> Path | None:
        """Return where the file of a row is pinned; None where it isn't."""
        return self._paths.get(mention)

    def _pin(self, name: str) -> Path | None:
        target = self._folder / str(next(self._numbers))
        try:
            _link_or_copy(name, target)
        except FileNotFoundError:
            return None
        return target


def _link_or_copy(name: str, target: Path) -> None:
    try:
        os.link(default_storage.path(name), target)
    except FileNotFoundError:
        raise
    except (OSError, NotImplementedError):  # another disk, or no disk at all
        with default_storage.open(name) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)


def put_back(archive: Archive) -> list[tuple[Media, str]]:
    """Add the archive's files to the media that are there; none of those is changed.

    Returns:
        the files that got another name, since theirs is taken by another content.
    """
    renamed = []
    for media in archive.manifest.media:
        name = media.file_name
        if default_storage.exists(name):
            with default_storage.open(name) as there:
                if sha256_of(there) == media.entry.sha256:
                    continue
        with archive.open(media.entry) as source:
            longest = max(len(name), SHORTEST_COLUMN)
            kept = default_storage.save(name, _Stream(source, media.entry.size), longest)
        if kept != name:
            renamed.append((media, kept))
    return renamed


class _Stream(File):
    """A file of the archive as the storage takes it: its size is known, it is read once."""

    def __init__(self, source: Any, size: int) -> None:
        super().__init__(source)
        self.source, self.size = source, size

    def chunks(self, chunk_size: int | None = None) -> Any:
        return chunks(self.source)
