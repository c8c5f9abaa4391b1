"""What the fault tests share: a PostgreSQL that is ended and begun again, and readers who keep asking."""

import os
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path

import psycopg

READERS = 4
#: In seconds. An answer without a bound would never come; how long it takes is printed, not judged.
LONGEST = 30.0


class Database:
    """A PostgreSQL of the tests, with all that can happen to it.

    Args:
        url: as temporary_postgresql gives it.
    """

    def __init__(self, url: str) -> None:
        self.folder = Path(re.findall(r"@/(/.*)/postgres", url)[0])
        self.data = self.folder / "data"
        self.paused = False

    def _postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _signal(self, number: int) -> None:
        """Send a signal to the server and all its processes, which must be stopped together."""
        parent = self._postmaster()
        listed = subprocess.run(
            ["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True
        )
        pairs = [line.split() for line in listed.stdout.splitlines()[1:]]
        for process in (parent, *(int(pid) for pid, above in pairs if int(above) == parent)):
            with suppress(ProcessLookupError):  # a child of one that has just ended
                os.kill(process, number)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        time.sleep(0.5)

    def stop(self) -> None:
        """Shut it down as its administrator does: connections end, what is asked is refused."""
        os.kill(self._postmaster(), signal.SIGINT)
        until(lambda: not (self.data / "postmaster.pid").exists())

    def pause(self) -> None:
        """Let it take connections and answer nothing, for ever."""
        self._signal(signal.SIGSTOP)
        self.paused = True

    def go_on(self) -> None:
        """Bring it back, whatever was done to it."""
        if self.paused:
            self._signal(signal.SIGCONT)
            self.paused = False
        elif not self._answers():
            self._start()

    def _answers(self) -> bool:
        try:
            self._connection().close()
        except psycopg.OperationalError:
            return False
        return True

    def _connection(self) -> psycopg.Connection:
        return psycopg.connect(f"host={self.folder} user=postgres dbname=postgres")

    def _start(self) -> None:
        program = next((self.folder / "programs").rglob("bin/pg_ctl"), None)
        assert program, "These tests start the server from the copy that root makes."
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        nobody = (
            {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        )
        subprocess.run(
            [
                *(str(program), "-D", str(self.data), "start", "--wait"),
                *("-l", str(self.folder / "log"), "-o", options),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            **nobody,
        )

    def change(self) -> None:
        """Make every stored page one of the past, as an editor's change does."""
        with self._connection() as database:
            database.execute("INSERT INTO page_store_change DEFAULT VALUES")


#: Each way in which a database can be away.
ENDS: tuple[Callable[[Database], None], ...] = (Database.kill, Database.stop, Database.pause)


@dataclass
class Load:
    """What readers got who kept asking: how often, and after how long at worst."""

    statuses: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        counts = ", ".join(f"{count} x {name}" for name, count in sorted(self.statuses.items()))
        return f"{counts}; slowest {self.slowest:.2f} s"


@contextmanager
def readers(get: Callable[[str], HTTPResponse], paths: tuple[str, ...]) -> Iterator[Load]:
    """Let readers ask for paths, one after the other, until the end; what they got is printed."""
    load, over, lock = Load(), threading.Event(), threading.Lock()

    def read() -> None:
        while not over.is_set():
            for path in paths:
                begun = time.monotonic()
                try:
                    name = f"{get(path).status} {path}"
                except (OSError, HTTPException) as error:
                    name = f"{type(error).__name__} {path}"
                took = time.monotonic() - begun
                with lock:
                    load.slowest = max(load.slowest, took)
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


def until(condition: Callable[[], object], seconds: float = 60) -> float:
    """Wait until a condition holds and return how long it took; who can't be asked yet doesn't count."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        with suppress(OSError):
            if condition():
                return time.monotonic() - begun
        time.sleep(0.05)
    raise AssertionError("It never came about.")
