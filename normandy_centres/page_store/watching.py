"""Whether the database answers, asked twice a second in the background; nobody waits longer than this allows.

One thread looks and never waits without a limit: where PostgreSQL hangs, it says so and ends the connections
on which requests wait. Another follows the generation; what takes longer, addresses and disk, has a third.
"""

import logging
import os
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import close_old_connections, connection, connections

logger = logging.getLogger(__name__)

#: In seconds: a change made elsewhere shows here within twice that.
EVERY = 0.5
#: So long may the database take to answer the shortest of questions.
LIMIT = 2.0


class Probe(Protocol):
    """Asks whether the database answers."""

    def answers(self) -> bool: ...


class NoProbe:
    """A database in a file answers, or says at once that it can't."""

    def answers(self) -> bool:
        return True


class PostgresqlProbe:
    """Asks PostgreSQL on a connection of its own, and gives up after LIMIT seconds.

    The driver waits without a limit for an answer; its lower level lets the caller wait.
    """

    def __init__(self) -> None:
        self._connection: psycopg.Connection[Any] | None = None

    def answers(self) -> bool:
        try:
            if self._connection is None:
                parameters = connection.get_connection_params()
                # No shorter limit is possible: PostgreSQL's library takes one second for two.
                parameters["connect_timeout"] = int(LIMIT)
                self._connection = psycopg.connect(**parameters)
            self._ask(self._connection.pgconn, time.monotonic() + LIMIT)
        except (psycopg.Error, OSError):
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            return False
        return True

    def _ask(self, wire: Any, deadline: float) -> None:
        wire.send_query(b"SELECT 1")
        wire.flush()
        while wire.is_busy():
            rest = max(deadline - time.monotonic(), 0)
            if not select.select([wire.socket], [], [], rest)[0]:
                raise TimeoutError
            wire.consume_input()
        while wire.get_result() is not None:
            pass


class Watch:
    """What this process knows of its database.

    Attributes:
        down: whether it didn't answer when it was last asked.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin as new: a fork has none of the threads, and nothing of what they are about is its own."""
        self.down = False
        self._started = False
        self._lock = threading.Lock()
        self._waiting: dict[int, Any] = {}

    def start(self) -> None:
        """Begin to look; only the first call does something."""
        if self._started:
            return
        # Not in the threads: a fork amid an import would leave it to nobody.
        from . import generations, upkeep  # noqa: F401

        with self._lock:
            if not self._started and settings.PAGE_STORE_WATCH:
                for work in (self._look, self._follow, self._keep_up):
                    threading.Thread(
                        target=work, name=f"page-store{work.__name__}", daemon=True
                    ).start()
            self._started = True

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Note that this thread asks the database, so that it can be told to give up."""
        thread = threading.get_ident()
        outermost = thread not in self._waiting
        self._waiting[thread] = connections["default"]
        try:
            yield
        finally:
            if outermost:
                self._waiting.pop(thread, None)

    def note(self, answered: bool) -> None:
        """Note whether the database answered; the log says when that changes."""
        if self.down == answered:
            self.down = not answered
            if answered:
                logger.warning("The database answers again.")
            else:
                logger.error("The database doesn’t answer: readers get what is stored.")
        if not answered:
            self._end_waiting()

    def _end_waiting(self) -> None:
        for wrapper in list(self._waiting.values()):
            raw = wrapper.connection
            if raw is None or not hasattr(raw, "fileno"):
                continue
            with (
                suppress(OSError, psycopg.Error),
                socket.socket(fileno=os.dup(raw.fileno())) as wire,
            ):
                wire.shutdown(socket.SHUT_RDWR)

    def _look(self) -> None:
        probe: Probe = PostgresqlProbe() if connection.vendor == "postgresql" else NoProbe()
        while True:
            self.note(probe.answers())
            time.sleep(EVERY)

    def _follow(self) -> None:
        from .generations import hold, keep_up

        self._repeat(keep_up, hold)

    def _keep_up(self) -> None:
        from .upkeep import keep_up

        self._repeat(keep_up)

    def _repeat(
        self, task: Callable[[], object], meanwhile: Callable[[], object] | None = None
    ) -> None:
        """Do a task twice a second, and another while the database is down."""
        while True:
            work = meanwhile if self.down else task
            if work is not None:
                try:
                    with self.asking():
                        close_old_connections()
                        work()
                except Exception:
                    # Who finds the database or the disk away says so; here it would be each time.
                    logger.debug("The page store couldn’t keep up", exc_info=True)
                    with suppress(Exception):
                        connection.close()
            time.sleep(EVERY)


watch = Watch()
os.register_at_fork(after_in_child=watch.forget)
