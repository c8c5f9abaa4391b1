"""Media files in a folder of this machine's; each is there whole or not at all."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

#: Where Wagtail has uploads wait: nobody is served from there, and what is left behind goes (forget_uploads).
WAITING = "wagtail_uploads"


class MediaFolder(FileSystemStorage):
    """Django's storage, but that a file gets its name once all of it is written.

    Whoever is killed while they write leaves nothing half-written where somebody looks for a picture: of a
    share card the name alone says that it is made.
    """

    def _save(self, name: str, content: File) -> str:
        """Write a file and return the name that it got; none is ever written over."""
        save: Any = super()._save  # type: ignore[misc]  # which the stubs leave out
        unfinished = Path(self.path(save(f"{WAITING}/{uuid4().hex}.part", content)))
        try:
            while True:
                target = Path(self.path(name))
                target.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(unfinished, target)
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            unfinished.unlink()
