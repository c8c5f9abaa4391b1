"""The production server over a copy of the loaded test database, in a process of its own.

pytest-django's `live_server` empties the database after each test; a copy keeps the content, and
what an editor changes in it is seen by nobody else.
"""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

SETTINGS = "tests.browser.settings"
START_SECONDS = 60
STOP_SECONDS = 10


def copy_database(target: Path) -> None:
    """Write the test database, with all that is in it, to a file."""
    assert connection.vendor == "sqlite", "The browser's tests run on SQLite."
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    connection.connection.backup(copy)
    copy.close()


@contextmanager
def serve(database: Path) -> Iterator[str]:
    """Serve the site from a database file; yields its address without a slash at the end."""
    port = _free_port()
    origin = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "2", "normandy_centres.wsgi:application"]
    log = database.with_suffix(".log")
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=_environment(database), stdout=output, stderr=output
        )
        try:
            _wait(server, origin, log)
            yield origin
        finally:
            _stop(server)


def run_due(database: Path, moment: datetime) -> None:
    """Do what is due at a moment, as the timer would, on the database of a server."""
    script = (
        "import django, time_machine; django.setup(); from django.core.management import call_command\n"
        f"with time_machine.travel({moment.isoformat()!r}): call_command('run_due')"
    )
    subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=_environment(database),
        check=True,
    )


def _environment(database: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": SETTINGS,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(server: "subprocess.Popen[bytes]", origin: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{origin}/robots.txt", timeout=START_SECONDS):
                return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{log.read_text(errors='replace')}")


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
