"""What a fact said before: its published revisions, newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from .models import Fact


@dataclass(frozen=True)
class Version:
    """A fact as it was published on a day.

    Attributes:
        fact: the fact with the words, value and dates that it had then.
        since: when this version was published.
    """

    fact: Fact
    since: datetime

    def wording_on(self, day: date) -> str:
        """Return its sentence as a reader saw it on a day."""
        return self.fact.wording_on(day)


def versions(fact: Fact) -> list[Version]:
    """Return the published versions of a fact, newest first: one query.

    Two versions that read the same are one: only what a reader could see counts.
    """
    entries = (
        ModelLogEntry.objects.for_instance(fact)
        .filter(action="wagtail.publish", revision__isnull=False)
        .select_related("revision")
        .order_by("timestamp", "pk")
    )
    found: list[Version] = []
    for entry in entries:
        version = Version(_written_then(entry.revision), entry.timestamp)
        if not found or _visible(version.fact) != _visible(found[-1].fact):
            found.append(version)
    return found[::-1]


def version_on(all_versions: list[Version], day: date) -> Version | None:
    """Return the version that stood at the end of a day, or None before the first."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    return next((version for version in all_versions if version.since <= end), None)


def _written_then(revision: Revision) -> Fact:
    """Return the fact as it was, without asking whether what it pointed to then still exists."""
    return Fact.from_serializable_data(revision.content, check_fks=False)


def _visible(fact: Fact) -> tuple[object, ...]:
    return (
        fact.wording_fr,
        fact.wording_en,
        fact.value,
        fact.mark,
        fact.ends_on,
        fact.as_of,
        fact.verified_on,
        fact.review_by,
    )
