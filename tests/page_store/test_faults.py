"""A real PostgreSQL stopped, hung, killed and started again under readers: how many get their page, how soon.

The site runs as `make run` runs it. Each test prints how many requests there were and what was answered.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from ..database import kept_copy
from ..postgresql import temporary_postgresql

pytestmark = pytest.mark.drill

ROOT = Path(__file__).parents[2]
READERS = 4
#: In seconds. An answer without a bound would never come; how long it takes is printed, not judged.
LONGEST = 30.0
START_SECONDS = 120
PATHS = ("/", "/en/", "/en/sources/", "/plan-du-site/", "/en/nowhere/")


@dataclass
class Load:
    """What readers got who kept asking: how often, and after how long at worst."""

    statuses: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        counts = ", ".join(f"{count} x {name}" for name, count in sorted(self.statuses.items()))
        return f"{counts}; slowest {self.slowest:.2f} s"


class Site:
    """The site, over a PostgreSQL of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.socket_folder = Path(re.findall(r"@/(/.*)/postgres", url)[0])
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

    # The database

    def postmaster(self) -> int:
        return int((self.socket_folder / "data" / "postmaster.pid").read_text().split()[0])

    def processes(self) -> list[int]:
        """The server and all its processes, which must be stopped together."""
        parent = self.postmaster()
        listed = subprocess.run(
            ["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True
        )
        pairs = [line.split() for line in listed.stdout.splitlines()[1:]]
        return [parent, *(int(pid) for pid, above in pairs if int(above) == parent)]

    def signal(self, number: int) -> None:
        for process in self.processes():
            os.kill(process, number)

    def kill_database(self) -> None:
        self.signal(signal.SIGKILL)
        time.sleep(0.5)

    def stop_database(self) -> None:
        """Shut it down as its administrator does: connections end, what is asked is refused."""
        pid_file = self.socket_folder / "data" / "postmaster.pid"
        os.kill(self.postmaster(), signal.SIGINT)
        until(lambda: not pid_file.exists())

    def start_database(self) -> None:
        programs = next((self.socket_folder / "programs").rglob("bin/pg_ctl"), None)
        assert programs, "These tests start the server from the copy that root makes."
        (self.socket_folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        options = f"-k {self.socket_folder} -c listen_addresses='' -c fsync=off"
        nobody = (
            {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        )
        subprocess.run(
            [
                *(str(programs), "-D", str(self.socket_folder / "data"), "start", "--wait"),
                *("-l", str(self.socket_folder / "log"), "-o", options),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **nobody,
        )

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

    @contextmanager
    def readers(self, paths: tuple[str, ...] = PATHS) -> Iterator[Load]:
        load, over = Load(), threading.Event()

        def read() -> None:
            while not over.is_set():
                for path in paths:
                    begun = time.monotonic()
                    try:
                        name = f"{self.get(path).status} {path}"
                    except OSError as error:
                        name = f"{type(error).__name__} {path}"
                    load.slowest = max(load.slowest, time.monotonic() - begun)
                    load.statuses[name] += 1

        threads = [threading.Thread(target=read) for _number in range(READERS)]
        for thread in threads:
            thread.start()
        try:
            yield load
        finally:
            over.set()
            for thread in threads:
                thread.join()
            print(f"\n{load}")

    def change(self) -> None:
        """Make every stored page one of the past, as an editor's change does."""
        with psycopg.connect(
            f"host={self.socket_folder} user=postgres dbname=postgres"
        ) as database:
            database.execute("INSERT INTO page_store_change DEFAULT VALUES")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with temporary_postgresql() as url:
        site = Site(url, tmp_path_factory.mktemp("site"))
        if not kept_copy().exists():
            # Whichever test of SQLite comes first makes it.
            without_url = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
            test = (
                "tests/page_store/test_generations.py::test_every_model_is_seen_or_known_not_to_be"
            )
            subprocess.run(
                [sys.executable, "-m", "pytest", "-q", test], cwd=ROOT, env=without_url, check=True
            )
        site.run("-m", "tests.page_store.filling", str(kept_copy()))
        site.manage("render_error_pages")
        yield site


@pytest.fixture
def warm(site: Site) -> Iterator[Site]:
    """The site, its pages stored; with its database as it was, afterwards."""
    with site.serving():
        site.be_read()
        yield site
        try:
            site.signal(signal.SIGCONT)
        except (OSError, ValueError):
            site.start_database()


def right(load: Load) -> bool:
    """Whether every reader got the page, or "not found" where there is none."""
    return set(load.statuses) <= {
        *(f"200 {path}" for path in PATHS[:-1]),
        f"404 {PATHS[-1]}",
    }


def until(condition: object, seconds: float = 60) -> float:
    """Wait until a condition holds and return how long it took."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        if condition():  # type: ignore[operator]
            return time.monotonic() - begun
        time.sleep(0.05)
    raise AssertionError("It never came about.")


def recovered(site: Site) -> bool:
    return site.get("/en/search/?q=cancer").status == 200 and not site.get("/").headers.get("Age")


@pytest.mark.parametrize("end", [Site.kill_database, Site.stop_database])
def test_ended_under_load_and_started_again(warm: Site, end: Callable[[Site], None]) -> None:
    with warm.readers() as load:
        time.sleep(3)
        end(warm)
        time.sleep(5)
        assert warm.get("/").headers["Age"]
        assert warm.get("/", Cookie="sessionid=junk").status == 200
        assert warm.get("/en/search/?q=cancer").status == 503
        time.sleep(3)
        warm.start_database()
        print(f"\nrecovered after {until(lambda: recovered(warm)):.1f} s")
    assert right(load), load
    assert load.slowest < LONGEST


def test_killed_just_after_a_change(warm: Site) -> None:
    """All is of the past, nothing is written anew yet: the last copies answer."""
    warm.change()
    warm.kill_database()
    with warm.readers() as load:
        time.sleep(6)
    assert right(load), load
    assert load.slowest < LONGEST


@pytest.mark.parametrize("stored", [True, False])
def test_hung(warm: Site, stored: bool) -> None:
    """Paused, PostgreSQL takes connections and answers nothing, for ever."""
    if not stored:
        before = (warm.folder / "pages" / "current").readlink()
        warm.change()
        until(lambda: (warm.folder / "pages" / "current").readlink() != before)
    warm.signal(signal.SIGSTOP)
    with warm.readers() as load:
        time.sleep(12)
        assert warm.get("/en/search/?q=cancer").status == 503
    assert right(load), load
    assert load.slowest < LONGEST
    with warm.readers() as load:
        warm.signal(signal.SIGCONT)
        print(f"\nrecovered after {until(lambda: recovered(warm)):.1f} s")
    assert right(load), load


def test_a_restart_without_database_serves_what_is_stored(site: Site) -> None:
    with site.serving():
        site.be_read()
    site.kill_database()
    try:
        with site.serving(), site.readers() as load:
            time.sleep(8)
        assert right(load), load
    finally:
        site.start_database()


def test_a_change_of_another_machine_shows(warm: Site) -> None:
    until(lambda: warm.get("/").headers["Cache-Status"].endswith("hit"))
    warm.change()
    took = until(lambda: "fwd=miss" in warm.get("/").headers["Cache-Status"])
    print(f"\nseen after {took:.2f} s")
