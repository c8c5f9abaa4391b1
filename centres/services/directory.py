"""The centres with their addresses, telephones and pages, fetched once for each request."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from pages.services.cards import Card, card_for
from pages.services.record_pages import page_type_about, pages_by_record

from ..models.records import Centre, Site, Telephone

#: What a telephone or an address shows of its fact: the value and the state. Its words and sources come
#: with the facts of the page, where it has any to show.
FACT_FIELDS = ("key", "value", "value_type", "live", "mark", "ends_on", "review_by")


def centres(request: HttpRequest | None = None) -> list[Centre]:
    """Return every centre with its sites, telephones and their facts: three queries a request.

    Args:
        request: where the answer is kept, so that a page and its footer share it.
    """
    known: list[Centre] | None = getattr(request, "centres", None)
    if known is None:
        known = list(
            Centre.objects.select_related("emergency_fact").prefetch_related(
                Prefetch("sites", _with_facts(Site, "address_fact", "location_fact")),
                Prefetch("telephones", _with_facts(Telephone, "fact")),
            )
        )
        if request is not None:
            setattr(request, "centres", known)  # noqa: B010  (requests have none of their own)
    return known


def centre_pages(language: str, request: HttpRequest | None = None) -> dict[int, Any]:
    """Map each centre's id to its live page in a language: one query a request.

    Args:
        request: where the answer is kept, so that a page's lists and its footer share it.
    """
    kept: dict[str, dict[int, Any]] = getattr(request, "centre_pages", {})
    if language not in kept:
        kept[language] = pages_by_record(page_type_about(Centre), centres(request), language)
        if request is not None:
            setattr(request, "centre_pages", kept)  # noqa: B010  (requests have none of their own)
    return kept[language]


def centre_cards(
    shown: Iterable[Centre], language: str, request: HttpRequest | None = None
) -> list[Card]:
    """Return the cards of the pages about centres, in the centres' order."""
    ids = {centre.pk for centre in shown}
    pages = centre_pages(language, request)
    return [card_for(page, request) for pk, page in pages.items() if pk in ids]


def _with_facts(model: type[Site | Telephone], *names: str) -> QuerySet[Any]:
    own = [field.name for field in model._meta.concrete_fields]
    shown = [f"{name}__{field}" for name in names for field in FACT_FIELDS]
    return model._default_manager.select_related(*names).only(*own, *shown)
