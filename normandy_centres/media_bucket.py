"""Media files in a bucket of an S3-compatible storage, which several machines share (MEDIA_S3_BUCKET).

The bucket is nobody's to read: its files are served from the site's own addresses, as those of a folder are,
so that a reader's browser asks nobody else and documents are given out as their collection says.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urljoin
from uuid import uuid4

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

#: How often another name is tried for a file whose name somebody else takes at the same moment.
TRIES = 5
#: What storages answer to "write it only if there is none" (If-None-Match) where there is one.
TAKEN = {409, 412}
NOT_FOUND = 404
#: Seconds; an editor waits for it.
CONFIG = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"total_max_attempts": 2, "mode": "standard"},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    # Storages other than Amazon's know no checksum in a trailer.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)

Known = ParamSpec("Known")
Answer = TypeVar("Answer")


def _as_of_a_disk(method: Callable[Known, Answer]) -> Callable[Known, Answer]:
    """Have a method raise what a folder would: who keeps files needn't know where they are."""

    @wraps(method)
    def translated(*args: Known.args, **kwargs: Known.kwargs) -> Answer:
        try:
            return method(*args, **kwargs)
        except (BotoCoreError, ClientError) as error:
            kind = FileNotFoundError if _status(error) == NOT_FOUND else OSError
            raise kind(f"The media storage says: {error}") from error

    return translated


class MediaBucket(S3Storage):
    """Keeps media files in a bucket, under the names that they would have in a folder."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return what settings.STORAGES needn't say."""
        own = {"file_overwrite": False, "client_config": CONFIG}
        found: dict[str, Any] = super().get_default_settings() | own
        return found

    _open = _as_of_a_disk(S3Storage._open)
    delete = _as_of_a_disk(S3Storage.delete)
    exists = _as_of_a_disk(S3Storage.exists)
    get_modified_time = _as_of_a_disk(S3Storage.get_modified_time)
    listdir = _as_of_a_disk(S3Storage.listdir)
    size = _as_of_a_disk(S3Storage.size)

    @_as_of_a_disk
    def _save(self, name: str, content: File) -> str:
        """Write a file and return the name that it got; none is ever written over.

        Two machines may take a free name at the same moment: the storage itself lets one of them have it.
        """
        if content.seekable():
            content.seek(0)
        data: Any = content.read()
        body = data.encode() if isinstance(data, str) else data
        for _try in range(TRIES):
            options = self._get_write_parameters(name, content)
            try:
                self.bucket.Object(name).put(Body=body, IfNoneMatch="*", **options)
            except ClientError as error:
                if _status(error) not in TAKEN:
                    raise
                name = self.get_alternative_name(*_root_and_extension(name))
            else:
                return name
        raise OSError(f"The media storage refuses every name for {name}.")

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return a file's address, which is one of the site's own."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    @_as_of_a_disk
    def answers(self) -> bool:
        """Tell whether the bucket is there, and ours to use.

        Raises:
            OSError: it isn't.
        """
        self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
        return True

    def keeps_apart(self) -> bool:
        """Write, read, list and delete a file, and tell whether another of its name would leave it as it is.

        Raises:
            OSError: one of these isn't possible.
        """
        folder, wanted = "tried-out", f"{uuid4().hex}.txt"
        kept = [self._save(f"{folder}/{wanted}", ContentFile(each)) for each in (b"1", b"2")]
        try:
            with self.open(kept[0]) as file:
                first = file.read()
            return first == b"1" and wanted in self.listdir(folder)[1]
        finally:
            for name in set(kept):
                self.delete(name)


def _root_and_extension(name: str) -> tuple[str, str]:
    root, dot, extension = name.rpartition(".")
    return (root, dot + extension) if dot else (name, "")


def _status(error: Exception) -> int:
    response = getattr(error, "response", {})
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
