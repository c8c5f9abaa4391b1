"""Settings of the servers that the fault tests start: all that readers meet, the store included."""

import os
from pathlib import Path

from ..browser.settings import *  # noqa: F403

PAGE_STORE_DIR = Path(os.environ["PAGE_STORE_DIR"])
PAGE_STORE_WATCH = True
SITE_URL = os.environ["SITE"]
