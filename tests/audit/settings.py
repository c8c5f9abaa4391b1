"""The tests' settings with static files as a public server has them: hashed names, compressed."""

from normandy_centres.settings.test import *  # noqa: F403

STATIC_ROOT = VAR_DIR / "audit" / "static"  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "normandy_centres.static_files.JoinedStaticFilesStorage"
}
# Readers get nothing of the admin's, which takes long to compress.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
