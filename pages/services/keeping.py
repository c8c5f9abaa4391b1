"""What a view tells whoever keeps its answers: until when they hold, and for which queries.

Pages are kept on disk once they are written (the project decides where). Nobody has to say when an editor
changes something: that is seen. What can't be seen is said here: that a text changes by itself on a day, that
an address is answered otherwise for certain parameters, that something other than a saved record changed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.dispatch import Signal
from django.utils import timezone

#: Sent once something that readers see changed in another way than by saving or deleting a record.
content_changed = Signal()


@dataclass
class Terms:
    """On what terms an answer may be kept.

    Attributes:
        until: the first moment at which it may read otherwise by itself; None where it never does.
        parameters: those of the query that the answer depends on, with values that the view knows.
        awaited: whether a reader waits for it meanwhile.
    """

    awaited: bool
    until: datetime | None = None
    parameters: dict[str, str] = field(default_factory=dict)


_terms: ContextVar[Terms | None] = ContextVar("terms", default=None)


@contextmanager
def collecting(awaited: bool = True) -> Iterator[Terms]:
    """Collect what is said while an answer is written.

    Args:
        awaited: whether a reader waits for it; no, where it is written ahead.
    """
    terms = Terms(awaited)
    token = _terms.set(terms)
    try:
        yield terms
    finally:
        _terms.reset(token)


def reader_waits() -> bool:
    """Tell whether a reader waits for what is being done: then it must not take long."""
    terms = _terms.get()
    return terms is not None and terms.awaited


def changes_at(moment: datetime) -> None:
    """Say that what is being written may read otherwise from a moment on."""
    terms = _terms.get()
    if terms is not None:
        terms.until = min(terms.until or moment, moment)


def changes_on(day: date | None) -> None:
    """Say the same of the beginning of a day, in the site's time zone; None says nothing."""
    if day is not None:
        changes_at(timezone.make_aware(datetime.combine(day, time.min)))


def today() -> date:
    """Return the day, for a text that reads otherwise on each."""
    day = timezone.localdate()
    changes_on(day + timedelta(days=1))
    return day


def depends_on(parameters: Mapping[str, str]) -> None:
    """Say for which values of the query's parameters an answer was written.

    Args:
        parameters: only those with a value that the view knows: there is an end to them.
    """
    terms = _terms.get()
    if terms is not None:
        terms.parameters.update(parameters)
