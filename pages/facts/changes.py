"""Facts whose state changed because a day went by: nobody touched them, yet their pages read otherwise."""

from datetime import date

from django.dispatch import Signal
from wagtail.models import ReferenceIndex

from .models import Fact

#: Sent with ``facts`` (those whose state changed) and ``page_ids`` (the pages on which they stand).
facts_changed = Signal()


def note_changes(today: date) -> list[Fact]:
    """Return the facts whose state is another than when last looked at, and tell who listens.

    Args:
        today: the day in the site's time zone.
    """
    changed = [
        fact for fact in Fact.objects.with_state(today) if fact.state_now != fact.known_state
    ]
    for fact in changed:
        Fact.objects.filter(pk=fact.pk).update(known_state=fact.state_now)
    if changed:
        page_ids = {int(pk) for fact in changed for pk in _pages_with(fact)}
        facts_changed.send(sender=Fact, facts=changed, page_ids=page_ids)
    return changed


def _pages_with(fact: Fact) -> list[str]:
    references = ReferenceIndex.get_references_to(fact)
    return list(
        references.filter(
            base_content_type__app_label="wagtailcore", base_content_type__model="page"
        ).values_list("object_id", flat=True)
    )
