"""The entry point of the web server. `manage.py serve` hands down its own choice of settings."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from .page_store.watching import watch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "normandy_centres.settings.production")

application = get_wsgi_application()

if settings.PAGE_STORE_DIR:
    # Not with the first request: where a web server in front answers by itself, none may come for long, and
    # what it may give out is to be minded meanwhile.
    watch.start()
