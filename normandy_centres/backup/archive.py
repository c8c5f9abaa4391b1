"""The file of a backup: a zip whose last 64 characters are the SHA-256 of all that comes before them.

Any unzip opens it. The digest is the zip's comment, so that one changed or missing byte anywhere shows.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from pydantic import ValidationError

from .manifest import FORMAT, Entry, Manifest

MANIFEST = "manifest.json"
DIGEST_LENGTH = 64
CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup or a restore that can't be done; the message says why and what to do. Nothing was changed."""


class Writer:
    """Writes an archive; whoever made it calls `finish` at last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # Nobody else on the machine reads it: accounts and drafts are in it.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        self._zip = zipfile.ZipFile(path, "w")

    def add(self, name: str, source: Path, compress: bool = False) -> Entry:
        """Add a file and return what was added."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        info.file_size = source.stat().st_size
        with source.open("rb") as file, self._zip.open(info, "w") as target:
            size, sha256 = _measured(chunks(file), target)
        return Entry(name=name, size=size, sha256=sha256)

    def finish(self, manifest: Manifest) -> None:
        """Write the table of contents and the digest, and have the disk keep them."""
        self._zip.writestr(MANIFEST, manifest.model_dump_json(indent=1), zipfile.ZIP_DEFLATED)
        self._zip.comment = b"0" * DIGEST_LENGTH
        self._zip.close()
        with self.path.open("r+b") as whole:
            digest = _digest_of_all_before(whole)
            whole.seek(-DIGEST_LENGTH, os.SEEK_END)
            whole.write(digest.encode())
            whole.flush()
            os.fsync(whole.fileno())


class Archive:
    """An archive that was verified from its first byte to its last.

    Raises:
        BackupError: when it is none, was cut off or changed, or is of another format.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                _verify_digest(file, path)
            self._zip = zipfile.ZipFile(path)
            self.manifest = _read_manifest(self._zip)
            self._verify_entries()
        except (OSError, zipfile.BadZipFile, KeyError, NotImplementedError) as error:
            raise BackupError(f"{path} can’t be read as a backup: {error}") from error

    @contextmanager
    def open(self, entry: Entry) -> Iterator[IO[bytes]]:
        """Open one of the archive's files."""
        with self._zip.open(entry.name) as file:
            yield file

    def extract(self, entry: Entry, target: Path) -> None:
        """Write one of the archive's files to the disk, readable for its owner only."""
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with self.open(entry) as source, os.fdopen(handle, "wb") as file:
            _measured(chunks(source), file)

    def _verify_entries(self) -> None:
        entries = [self.manifest.database, *(media.entry for media in self.manifest.media)]
        names = {entry.name for entry in entries} | {MANIFEST}
        if names != set(self._zip.namelist()) or not all(map(_stays_inside, names)):
            raise BackupError(f"{self.path} holds other files than it says.")
        for entry in entries:
            with self.open(entry) as file:
                if (entry.size, entry.sha256) != _measured(chunks(file)):
                    raise BackupError(f"{self.path}: {entry.name} isn’t what was backed up.")


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Give a file's bytes, a part at a time."""
    while part := file.read(CHUNK):
        yield part


def sha256_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of all that is left of a file."""
    return _measured(chunks(file))[1]


def _measured(parts: Iterable[bytes], target: IO[bytes] | None = None) -> tuple[int, str]:
    """Return size and SHA-256 of what passes by, to a target if there is one."""
    size, digest = 0, hashlib.sha256()
    for part in parts:
        size += len(part)
        digest.update(part)
        if target is not None:
            target.write(part)
    return size, digest.hexdigest()


def _digest_of_all_before(file: IO[bytes]) -> str:
    left = file.seek(0, os.SEEK_END) - DIGEST_LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (part := file.read(min(CHUNK, left))):
        left -= len(part)
        digest.update(part)
    return digest.hexdigest()


def _verify_digest(file: IO[bytes], path: Path) -> None:
    digest = _digest_of_all_before(file)
    if file.read() != digest.encode():
        raise BackupError(
            f"{path} is no backup, or was cut off or changed after it was written: its checksum is wrong."
        )


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        told = json.loads(archive.read(MANIFEST))
        if told.get("format") != FORMAT:
            raise BackupError(
                f"This backup is of format {told.get('format')}, this version of the site reads {FORMAT}:"
                " restore it with the version that wrote it."
            )
        return Manifest.model_validate(told)
    except (ValueError, AttributeError, ValidationError) as error:
        raise BackupError(f"The backup’s table of contents makes no sense: {error}") from error


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
