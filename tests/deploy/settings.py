"""A public server's settings, behind a web server that speaks TLS; its files lie in a temporary folder."""

import os
from pathlib import Path

from normandy_centres.settings.production import *  # noqa: F403

_folder = Path(os.environ["FRONT_FOLDER"])
VAR_DIR = _folder / "var"
PAGE_STORE_DIR = VAR_DIR / "pages"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = _folder / "media"
