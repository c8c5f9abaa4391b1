"""A public server. It refuses to start while anything it can't do without is missing."""

import os

from django.core.exceptions import ImproperlyConfigured

REQUIRED = ("DJANGO_SECRET_KEY", "ALLOWED_HOSTS")

if _missing := [name for name in REQUIRED if not os.environ.get(name, "").strip()]:
    raise ImproperlyConfigured(
        f"Set the environment variable{'s' * (len(_missing) > 1)} {' and '.join(_missing)}"
        " (the README's table says what each is for)."
    )

# TLS unless SITE_URL says otherwise.
_first_host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
os.environ.setdefault("SITE_URL", f"https://{_first_host}")

from .base import *
from .security import *

SECRET_KEY = env("DJANGO_SECRET_KEY")
