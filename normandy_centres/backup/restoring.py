"""Bringing the site back from an archive: verify everything, add the media, exchange the database."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from normandy_centres.page_store.models import Generation, new_token
from normandy_centres.startup import STAMPS

from .archive import Archive, BackupError
from .databases import database
from .manifest import Manifest, Media
from .media import put_back

ROOM = "restore-"
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def restore(path: Path) -> Manifest:
    """Make the site what it was when an archive was made, and return what the archive says of itself.

    Raises:
        BackupError: when it can't be; the site is as it was.
    """
    archive = Archive(path)
    manifest = archive.manifest
    _require_same_kind(manifest)
    _require_known_migrations(manifest)
    for leftover in Path(settings.VAR_DIR).glob(f"{ROOM}*"):  # of one that was killed
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=ROOM, dir=settings.VAR_DIR) as name:
        room = Path(name)
        copy = room / "database"
        archive.extract(manifest.database, copy)
        database().check(copy, room)
        try:
            renamed = put_back(archive)
            # Whatever was last prepared belonged to the other database.
            STAMPS.unlink(missing_ok=True)
        except OSError as error:
            raise BackupError(f"The media files can’t be written: {error}") from error
        database().exchange(copy, room, _statements(manifest, renamed))
    return manifest


def _require_same_kind(manifest: Manifest) -> None:
    if manifest.kind != connection.vendor:
        raise BackupError(
            f"This backup is of a {KINDS[manifest.kind]} database, and DATABASE_URL names one of"
            f" {KINDS.get(connection.vendor, connection.vendor)}. Restore it on {KINDS[manifest.kind]}."
        )


def _require_known_migrations(manifest: Manifest) -> None:
    """Refuse what a newer version made: an older database is migrated at the next start, a newer can't be."""
    known = MigrationLoader(None).disk_migrations or {}
    newer = [
        f"{app}.{name}" for app, name in manifest.migrations.items() if (app, name) not in known
    ]
    if newer:
        raise BackupError(
            "This backup was made by a newer version of the site, whose database this one doesn’t know"
            f" ({', '.join(newer)}). Check out that version first."
        )


def _statements(manifest: Manifest, renamed: list[tuple[Media, str]]) -> list[str]:
    """Return the SQL that goes with the exchange: file names that were taken, sessions, stored pages."""
    wanted = [
        _update(table, f'"{column}" = {_quoted(name)}', f'"{column}" = {_quoted(media.file_name)}')
        for media, name in renamed
        for table, column in media.columns
    ]
    # Whoever was signed out since then must not be signed in again.
    wanted.append("DELETE FROM django_session")
    if "page_store" in manifest.migrations:
        # Pages on disk were written from the other database.
        fresh = f"number = number + 1, token = {_quoted(new_token())}"
        wanted.append(_update(Generation._meta.db_table, fresh, "1 = 1"))
    return wanted


def _update(table: str, what: str, where: str) -> str:
    return f'UPDATE "{table}" SET {what} WHERE {where}'  # noqa: S608  (of a verified archive)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
