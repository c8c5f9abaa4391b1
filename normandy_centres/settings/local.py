"""What `make run` uses: the production server on one's own machine, DEBUG off, no TLS.

The first run writes `.env`, which holds this copy's secret key and is never committed.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.management.utils import get_random_secret_key

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]

_env_file = Path(__file__).resolve().parents[2] / ".env"
if not _env_file.exists() and "DJANGO_SECRET_KEY" not in os.environ:
    with os.fdopen(os.open(_env_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(f"DJANGO_SECRET_KEY='{get_random_secret_key()}'\n")
        file.write("SITE_URL=http://127.0.0.1:8000\n")
environ.Env.read_env(_env_file)  # what the environment already holds wins

# On one's own machine the port is part of the address; behind a proxy it is not.
_site = urlsplit(os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000"))
if _site.hostname in {"127.0.0.1", "localhost", "::1"}:
    _port = os.environ["PORT"] = os.environ.get("PORT") or str(_site.port or 8000)
    _host = _site.netloc.removesuffix(f":{_site.port}")
    os.environ["SITE_URL"] = _site._replace(netloc=f"{_host}:{_port}").geturl()

from .base import *
from .security import *

SECRET_KEY = env("DJANGO_SECRET_KEY")
ALLOWED_HOSTS = sorted({*ALLOWED_HOSTS, *LOOPBACK})
