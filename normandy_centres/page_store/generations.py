"""Beginning a new generation: each change that readers could see makes all stored pages those of the past.

A change notes itself in its own transaction. Once that is over, the generation is counted up, and this
machine follows; other machines look twice a second (watching.py), as they do for changes whose process
ended before it could count.
"""

import logging
from threading import local

from django.db import DatabaseError, connection, transaction

from .models import Change, Generation, new_token
from .storage import store

logger = logging.getLogger(__name__)
_here = local()


class Announcement:
    """Begins the next generation once a transaction is over; one is enough for each."""

    def __init__(self) -> None:
        self.made = False

    def __call__(self) -> None:
        self.made = True
        _here.changed = True
        begin()


def changed() -> None:
    """Note, in the transaction of a change, that readers see something else after it."""
    if store() is None:
        return
    for waiting in reversed(connection.run_on_commit):
        if isinstance(waiting[1], Announcement) and not waiting[1].made:
            return  # what is undone with a savepoint takes its announcement with it
    Change.objects.bulk_create([Change()])
    # The editor's work is done: that the counting failed is put right by whoever looks next.
    transaction.on_commit(Announcement(), robust=True)


def settle() -> None:
    """Count up once more where this thread announced a change since the last call.

    What goes with a change (references, search) may be written after it, where nothing holds both together.
    """
    if getattr(_here, "changed", False):
        try:
            begin(even_if_nothing_is_noted=True)
        except (DatabaseError, OSError):
            logger.warning(
                "A new generation couldn’t begin: the next call tries again", exc_info=True
            )
        else:
            _here.changed = False


def begin(even_if_nothing_is_noted: bool = False) -> str:
    """Begin a new generation if a change is noted, let this machine follow, and return its name."""
    with transaction.atomic():
        row = Generation.objects.select_for_update().first()
        if row is None:
            row = Generation.objects.create()
        noted, _by_model = Change.objects.all().delete()
        if noted or even_if_nothing_is_noted:
            row.number += 1
            row.token = new_token()
            row.save()
    return follow()


def follow() -> str:
    """Make the database's generation that of this machine, and return its name; "" without a store."""
    pages = store()
    return pages.switch(in_database) if pages else ""


def hold() -> None:
    """Leave each page to the application, which says how old it is; a web server in front can't.

    For while the database is down: who looks again once it answers makes its generation the present one.
    """
    if (pages := store()) is not None:
        pages.hold()


def in_database() -> str:
    """Return the name of the generation that the database says it is."""
    row = Generation.objects.first()
    if row is None:
        row = Generation.objects.create()
    return row.name


def keep_up() -> str:
    """Do what other processes have left to do, and return the generation's name."""
    if Change.objects.exists():
        return begin()
    return follow()
