"""Production refuses to start without what it needs, and says what is missing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

KEY = {"DJANGO_SECRET_KEY": "x" * 60}
HOSTS = {"ALLOWED_HOSTS": "www.example.org,example.org"}
NAMES = ("DJANGO_SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "BEHIND_PROXY")


def start(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run code under the production settings with only these variables set."""
    inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
    module = {"DJANGO_SETTINGS_MODULE": "normandy_centres.settings.production"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=inherited | module | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "named", "unnamed"),
    [
        ({}, ["DJANGO_SECRET_KEY", "ALLOWED_HOSTS"], []),
        (HOSTS, ["DJANGO_SECRET_KEY"], ["ALLOWED_HOSTS"]),
        (KEY, ["ALLOWED_HOSTS"], ["DJANGO_SECRET_KEY"]),
        (KEY | {"ALLOWED_HOSTS": " "}, ["ALLOWED_HOSTS"], ["DJANGO_SECRET_KEY"]),
    ],
)
def test_it_refuses_to_start_and_names_what_is_missing(
    environment: dict[str, str], named: list[str], unnamed: list[str]
) -> None:
    done = start("from django.conf import settings; settings.DEBUG", environment)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert all(name in last for name in named)
    assert not any(name in last for name in unnamed)


def test_a_cache_in_front_is_told_where_a_setting_names_one() -> None:
    code = "from django.conf import settings as s; print(s.WAGTAILFRONTENDCACHE['default']['LOCATION'])"
    named = start(code, KEY | HOSTS | {"FRONTEND_CACHE": "http://cache.example.org"})
    assert named.stdout.strip() == "http://cache.example.org"
    assert "WAGTAILFRONTENDCACHE" in start(code, KEY | HOSTS).stderr  # there is none


def test_with_both_it_starts_safe() -> None:
    code = """
from django.conf import settings as s
print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,
      s.SECURE_HSTS_SECONDS > 0, s.SECURE_HSTS_PRELOAD, s.SESSION_COOKIE_NAME, s.SITE_URL,
      s.ALLOWED_HOSTS)
"""
    done = start(code, KEY | HOSTS)
    assert done.stdout.split(maxsplit=8) == [
        "False",
        "True",
        "True",
        "True",
        "True",
        "False",  # by choice: it binds all hosts below
        "__Host-sessionid",
        "https://www.example.org",
        "['www.example.org', 'example.org']\n",
    ]
