"""`python -m tests` (`make test`): the suite on SQLite, and on PostgreSQL that in which databases differ.

`--drill` (`make drill`) runs what takes long, on both, and all the rest on PostgreSQL.

Both rounds run at once, since the browser's tests mostly wait; their words come one after the other.
Whatever can't be had (Chromium, PostgreSQL) fails the run with one line; nothing is skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from typing import IO

from .postgresql import PostgresqlMissingError, temporary_postgresql

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_TESTS_RAN = 5
#: Both rounds run at once: three processes on two cores, since the browser's tests mostly wait.
WORKERS = ("-n", "2", "--dist", "loadscope")
# The checks of `make audit` are tested by it: they need the browser for a minute more.
LEFT_OUT = ("--ignore=tests/audit",)


def main(arguments: list[str]) -> int:
    """Run both rounds, so that each prints its summary, and fail if either does.

    Args:
        arguments: `--drill` first chooses what takes long instead of all else; the rest is pytest's.
    """
    chosen, on_postgresql = "not drill", "both and not drill and not browser"
    if arguments[:1] == ["--drill"]:
        arguments = arguments[1:]
        chosen, on_postgresql = "drill", "(drill or not both) and not browser"
    try:
        read_once = start_pytest(["--collect-only", "-qq"], output=subprocess.DEVNULL)
        browser = find_browser()
        build_fonts()
        with temporary_postgresql() as url, tempfile.TemporaryFile("w+") as said:
            # Each process reads all tests: what this one has compiled is there for the others.
            read_once.wait()
            only = ["-m", on_postgresql, *arguments]
            round_two = start_pytest(only, output=said, DATABASE_URL=url)
            print("== SQLite and browser (PostgreSQL runs beside it)", flush=True)
            first = status(
                start_pytest([*WORKERS, "-m", chosen, *arguments], CHROMIUM=browser), arguments
            )
            second = status(round_two, arguments)
            said.seek(0)
            print("== PostgreSQL", said.read(), sep="\n", flush=True)
    except (BrowserMissingError, PostgresqlMissingError) as error:
        print(f"make test: {error}", file=sys.stderr)
        return 1
    return first or second


def build_fonts() -> None:
    """A fresh checkout has none, and the browser shall see the pages as readers do."""
    command = [
        sys.executable,
        "manage.py",
        "build_fonts",
        "--settings=normandy_centres.settings.test",
    ]
    subprocess.run(command, check=True)


class BrowserMissingError(RuntimeError):
    """There is no Chromium and none could be installed."""


def find_browser() -> str:
    """The path of Chromium: $CHROMIUM, an installed one, or Debian's, which root installs now."""
    if browser := os.environ.get("CHROMIUM") or _installed_browser():
        return browser
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium…", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "chromium"], check=False, **quiet)
        if browser := _installed_browser():
            return browser
    raise BrowserMissingError(
        "the browser tests need Chromium: `apt install chromium`, or name one: CHROMIUM=/path/to/it"
    )


def start_pytest(
    arguments: list[str], output: IO[str] | int | None = None, **environment: str
) -> subprocess.Popen[bytes]:
    """Start pytest in a process of its own, since settings are read once for each."""
    # The database is chosen here, not by what the caller happens to have set.
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", *LEFT_OUT, *arguments]
    return subprocess.Popen(command, env=inherited | environment, stdout=output, stderr=output)


def status(started: subprocess.Popen[bytes], arguments: list[str]) -> int:
    """Wait for a round and return its exit status."""
    code = started.wait()
    # Arguments may choose tests of one round only.
    return 0 if code == NO_TESTS_RAN and arguments else code


def _installed_browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
