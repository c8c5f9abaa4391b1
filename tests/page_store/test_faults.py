"""A real PostgreSQL stopped, hung, killed and started again under readers: how many get their page, how soon.

The site runs as `make run` runs it. Each test prints how many requests there were and what was answered.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from ..database import made_copy
from ..postgresql import temporary_postgresql
from .faults import LONGEST, Database, Load, readers, until

pytestmark = pytest.mark.drill

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
PATHS = ("/", "/en/", "/en/sources/", "/plan-du-site/", "/en/nowhere/")


class Site:
    """The site, over a PostgreSQL of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder, self.database = folder, Database(url)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = (folder / "log").open("ab")
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.page_store.settings",
            "PAGE_STORE_DIR": str(folder / "pages"),
            "SITE": f"http://127.0.0.1:{self.port}",
        }

    # The application

    def manage(self, *arguments: str) -> None:
        self.run("manage.py", *arguments)

    def run(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=self.log,
            stderr=self.log,
        )

    @contextmanager
    def serving(self) -> Iterator[None]:
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "2"]
        command += ["--blocking-threads", "4", "--backpressure", "64"]
        server = subprocess.Popen(
            [*command, "normandy_centres.wsgi:application"],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log,
            stderr=self.log,
        )
        try:
            deadline = time.monotonic() + START_SECONDS
            while time.monotonic() < deadline and server.poll() is None:
                try:
                    self.get("/robots.txt")
                    break
                except OSError:
                    time.sleep(0.2)
            yield
        finally:
            server.terminate()
            server.wait(20)

    # Readers

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        wire.request("GET", path, headers=headers)
        answer = wire.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        wire.close()
        return answer

    def be_read(self) -> None:
        """Let every page be stored, and the addresses be written."""
        for path in PATHS:
            self.get(path)
        until((self.folder / "pages" / "addresses.sqlite3").exists, seconds=120)

    def readers(self) -> AbstractContextManager[Load]:
        return readers(self.get, PATHS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with temporary_postgresql() as url:
        site = Site(url, tmp_path_factory.mktemp("site"))
        site.run("-m", "tests.page_store.filling", str(made_copy()))
        site.manage("render_error_pages")
        yield site


@pytest.fixture
def warm(site: Site) -> Iterator[Site]:
    """The site, its pages stored; with its database as it was, afterwards."""
    with site.serving():
        site.be_read()
        yield site
        site.database.go_on()


def right(load: Load) -> bool:
    """Whether every reader got the page, or "not found" where there is none."""
    return set(load.statuses) <= {
        *(f"200 {path}" for path in PATHS[:-1]),
        f"404 {PATHS[-1]}",
    }


def recovered(site: Site) -> bool:
    return site.get("/en/search/?q=cancer").status == 200 and not site.get("/").headers.get("Age")


def pass_on(site: Site) -> None:
    """Let all that is stored become of the past, with nobody reading meanwhile."""
    current = site.folder / "pages" / "current"
    until(current.is_symlink)
    before = current.readlink()
    site.database.change()
    until(lambda: current.readlink() != before)


@pytest.mark.parametrize("end", [Database.kill, Database.stop])
def test_ended_under_load_and_started_again(warm: Site, end: Callable[[Database], None]) -> None:
    with warm.readers() as load:
        time.sleep(3)
        end(warm.database)
        time.sleep(5)
        assert warm.get("/").headers["Age"]
        assert warm.get("/", Cookie="sessionid=junk").status == 200
        assert warm.get("/en/search/?q=cancer").status == 503
        time.sleep(3)
        warm.database.go_on()
        print(f"\nrecovered after {until(lambda: recovered(warm)):.1f} s")
    assert right(load), load
    assert load.slowest < LONGEST


def test_killed_just_after_a_change(warm: Site) -> None:
    """All is of the past, nothing is written anew yet: the last copies answer."""
    pass_on(warm)
    warm.database.kill()
    with warm.readers() as load:
        time.sleep(6)
    assert right(load), load
    assert load.slowest < LONGEST


@pytest.mark.parametrize("stored", [True, False])
def test_hung(warm: Site, stored: bool) -> None:
    """Paused, PostgreSQL takes connections and answers nothing, for ever."""
    if not stored:
        pass_on(warm)
    warm.database.pause()
    with warm.readers() as load:
        time.sleep(12)
        assert warm.get("/en/search/?q=cancer").status == 503
    assert right(load), load
    assert load.slowest < LONGEST
    with warm.readers() as load:
        warm.database.go_on()
        print(f"\nrecovered after {until(lambda: recovered(warm)):.1f} s")
    assert right(load), load


def test_a_restart_without_database_serves_what_is_stored(site: Site) -> None:
    with site.serving():
        site.be_read()
    site.database.kill()
    try:
        with site.serving(), site.readers() as load:
            time.sleep(8)
        assert right(load), load
    finally:
        site.database.go_on()


def test_a_change_of_another_machine_shows(warm: Site) -> None:
    until(lambda: warm.get("/").headers["Cache-Status"].endswith("hit"))
    book = warm.folder / "pages" / "addresses.sqlite3"
    written = book.stat().st_mtime_ns
    warm.database.change()
    took = until(lambda: "fwd=miss" in warm.get("/").headers["Cache-Status"])
    print(f"\nseen after {took:.2f} s")
    print(f"its addresses after {took + until(lambda: book.stat().st_mtime_ns != written):.2f} s")
