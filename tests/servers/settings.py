"""Settings of servers that share a database and a bucket; what is each one's own lies in its folder."""

import os
from pathlib import Path

# First: it reads MEDIA_S3_…, which the tests' own settings then forget.
from normandy_centres.settings import base  # noqa: F401

from ..browser.settings import *  # noqa: F403

VAR_DIR = Path(os.environ["SERVER_FOLDER"])
MEDIA_ROOT = VAR_DIR / "media"
PAGE_STORE_DIR = VAR_DIR / "pages"
PAGE_STORE_WATCH = True
