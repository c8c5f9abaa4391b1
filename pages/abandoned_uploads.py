"""Photographs that were sent several at once and whose words nobody ever wrote."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from wagtail.models import UploadedFile

#: Where Wagtail keeps them until then.
FOLDER: str = UploadedFile._meta.get_field("file").upload_to
#: So long they wait: whoever began on a Friday evening goes on on Monday morning.
LONGEST = timedelta(days=3)


def forget_before(moment: datetime) -> int:
    """Delete what has waited since before a moment, and files that a killed process left; return how many.

    The row goes first, as everywhere: a backup relies on it.
    """
    waiting, forgotten = set(), 0
    for upload in UploadedFile.objects.all():
        if _came_before(moment, upload.file.name):
            upload.delete()
            forgotten += 1
        else:
            waiting.add(upload.file.name)
    for name in _files():
        if name not in waiting and _came_before(moment, name):
            default_storage.delete(name)
    return forgotten


def _files() -> Iterator[str]:
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    yield from (f"{FOLDER}/{file}" for file in files)


def _came_before(moment: datetime, name: str) -> bool:
    """Tell whether a file was written before a moment; one that is gone was."""
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return True
