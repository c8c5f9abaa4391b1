"""One machine at a time: what is due is done once, however many machines ask every minute whether it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: The number by which all machines of a site know the lock; PostgreSQL keeps it apart for each database.
DUE = 0x6E63_6475


@contextmanager
def alone() -> Iterator[bool]:
    """Let one process of all that share the database in; yields whether it is this one.

    The lock hangs on a connection of its own and ends with it, so that a machine that dies keeps nobody
    out. It is a transaction's and not a session's: it holds through a pool of connections, too. SQLite has
    one machine, whose timer starts nothing a second time before it is done.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [DUE])
            (mine,) = cursor.fetchone()
        yield mine
    finally:
        own.close()
