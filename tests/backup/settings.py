"""Settings of the commands that the drills kill: all that they write lies in a folder of the test's."""

import os
from pathlib import Path

from ..browser.settings import *  # noqa: F403

_folder = Path(os.environ["BACKUP_TEST_FOLDER"])
VAR_DIR = _folder / "var"
MEDIA_ROOT = _folder / "media"
BACKUP_DIR = _folder / "backups"
