"""A public server's settings for what is measured: with the store, without it, or with Django's cache."""

import os

from tests.deploy.settings import *  # noqa: F403

# Readers get nothing of the admin's files, which take long to compress.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]

_VARIANT = os.environ.get("BENCH_VARIANT", "store")
if _VARIANT != "store":
    PAGE_STORE_DIR = None
if _VARIANT == "cache":
    # As Django's documentation has it: the first and the last of all.
    MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *MIDDLEWARE,  # noqa: F405
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CACHE_MIDDLEWARE_SECONDS = 3600
