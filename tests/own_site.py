"""A site that a test may destroy: a copy of the database, media and backups of its own, and commands on it.

A package of tests has it by importing the three fixtures into its conftest.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from .database import connected_to, copied
from .postgresql import programs

ROOT = Path(__file__).parents[1]
#: More for whoever has the time: KILLS=50 make drill.
KILLS = int(os.environ.get("KILLS", "4"))
Process = subprocess.Popen[bytes]


@pytest.fixture
def db(django_db_setup: None) -> None:
    """The test database is there, in no transaction: what is backed up is what is committed."""


@pytest.fixture
def folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    monkeypatch.setattr(
        "normandy_centres.backup.restoring.STAMPS", settings.VAR_DIR / "stamps.json"
    )
    return tmp_path


@pytest.fixture
def site(
    db: None, django_db_blocker: Any, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The name of the database to which the test is connected."""
    if connection.vendor == "postgresql":
        # An installed PostgreSQL may be older than the tests' server.
        monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    with django_db_blocker.unblock(), copied(folders) as name, connected_to(name):
        yield name


def url_of(site: str) -> str:
    """Return DATABASE_URL of a database like the test's own."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{site}"
    host, user = connection.settings_dict["HOST"], connection.settings_dict["USER"]
    return f"postgres://{user}@/{host}/{site}"


def command(site: str, folder: Path, *arguments: str) -> Process:
    """Start a command of the site's on the test's own database and folders."""
    environment = os.environ | {
        "DATABASE_URL": url_of(site),
        "BACKUP_TEST_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.backup.settings",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )


def killed_throughout(
    start: Callable[[], Process], working: Callable[[], Any], check: Callable[[], Any]
) -> str:
    """Kill a command at moments spread over the time for which it works, and check after each.

    Args:
        working: whether it has begun; before that, Python starts.
    """

    def begun() -> Process:
        process = start()
        while not working() and process.poll() is None:
            time.sleep(0.005)
        return process

    process, began = begun(), time.monotonic()
    assert process.wait() == 0
    whole = time.monotonic() - began
    told: Counter[str] = Counter()
    for each in range(KILLS):
        process = begun()
        with suppress(subprocess.TimeoutExpired):
            process.wait(whole * each / KILLS)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        told["killed" if process.wait() else "finished"] += 1
        told[check()] += 1
    return f"{dict(told)} within {whole:.1f} s"
