"""For work on the code, with `manage.py runserver`: DEBUG on, static files as they lie."""

from .local import *

DEBUG = True
GALLERY = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PAGE_STORE_DIR = None  # templates change under one’s hands
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
