"""The entry point of the web server. `manage.py serve` hands down its own choice of settings."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "normandy_centres.settings.production")

application = get_wsgi_application()
