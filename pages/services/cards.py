"""Cards: what a list shows of a page. One query per list, however long it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

if TYPE_CHECKING:
    from ..facts.models import Fact

Fetched = Callable[[QuerySet[Any]], QuerySet[Any]]

#: What a card needs of any page; its texts and all else aren't fetched for a list.
CARD_FIELDS = (
    *("title", "url_path", "translation_key", "live"),
    *("lead", "paint", "illustration"),
)


@dataclass(frozen=True)
class Card:
    """A page as a list shows it.

    Attributes:
        meta: a short text beside the title (a town, a year).
        fact: the fact on which the listed thing rests, for its chip; None where there is none.
        page: the page itself, for what else is said of it than what the list shows.
    """

    title: str
    url: str
    lead: str = ""
    paint: str = ""
    illustration: str = ""
    meta: str = ""
    fact: "Fact | None" = None
    page: Any = None


def card_for(page: Any, request: HttpRequest | None = None) -> Card:
    """Return the card of one specific page, fetched with its type's ``card_relations``."""
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        lead=page.lead,
        paint=page.own_paint,
        illustration=page.own_illustration,
        meta=page.card_meta(),
        fact=page.card_fact(),
        page=page,
    )


def cards_for(pages: Iterable[Page], request: HttpRequest | None = None) -> list[Card]:
    """Return the cards of pages of any type, in their order."""
    return [card_for(page, request) for page in specific_pages(pages, for_cards)]


def specific_pages(pages: Iterable[Page], fetched: Fetched | None = None) -> list[Any]:
    """Return pages as their own types, in their order: one query a type, records and locale included.

    Args:
        fetched: what to fetch of them, ``in_full`` by default.
    """
    fetched = fetched or in_full
    pages = list(pages)
    found: dict[int, Any] = {}
    for model in {page.specific_class for page in pages if page.specific_class}:
        ids = [page.pk for page in pages if page.specific_class is model]
        found |= {item.pk: item for item in fetched(model.objects.filter(pk__in=ids))}
    return [found[page.pk] for page in pages if page.pk in found]


def in_full(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Return a queryset of one page type: whole pages, with all that their cards show of records."""
    model: Any = pages.model
    return pages.select_related(*model.card_relations).prefetch_related(*model.card_prefetch)


def for_cards(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Return a queryset of one page type with what its cards show and no more."""
    model: Any = pages.model
    relations = [name.split("__")[0] for name in model.card_relations]
    return in_full(pages).only(*CARD_FIELDS, *model.card_fields, *relations)


def child_cards(page: Page, request: HttpRequest | None = None) -> list[Card]:
    """Return the cards of a page's live children, in the order of the tree."""
    return cards_for(page.get_children().live(), request)
