"""Tests: nothing from the machine's own configuration but DATABASE_URL, nothing slow."""

import os

for _name in ("ALLOWED_HOSTS", "BEHIND_PROXY", "EMAIL_URL", "MEDIA_S3_BUCKET"):
    os.environ.pop(_name, None)
os.environ["SITE_URL"] = "http://localhost"

from .base import *
from .security import *

SECRET_KEY = "test-only-" + "0" * 50
GALLERY = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

# Without a name, SQLite's test database lives in memory.
DATABASES["default"].setdefault("TEST", {})
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PAGE_STORE_DIR = None  # its own tests switch it on
PAGE_STORE_WATCH = False
RATE_LIMITS = {}  # so do theirs
MEDIA_ROOT = VAR_DIR / "test-media"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
