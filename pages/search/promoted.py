"""What editors put first for a query: Wagtail's promoted search results.

Their queries are compared as the search compares words: case, accents and plurals don't count. No search
is counted there (Query.add_hit): what people look for isn't kept.
"""

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from ..services.translations import localised
from .query import Query, phrase
from .words import is_stop_word


@dataclass(frozen=True)
class Promoted:
    """A best bet.

    Attributes:
        page: a live page of the reader's language, or None where it leads elsewhere.
        description: what the editor says of it, or "".
    """

    page: Page | None
    title: str
    url: str
    description: str


def promoted(query: Query) -> list[Promoted]:
    """Return the best bets of a query in their order; two queries at most."""
    wanted = _key(query.text, query.language)
    if not wanted:
        return []
    picks = [
        pick
        for pick in SearchPromotion.objects.select_related("query", "page__locale").order_by(
            "sort_order", "pk"
        )
        if _key(pick.query.query_string, query.language) == wanted
    ]
    pages = localised([pick.page for pick in picks if pick.page], query.language)
    found = []
    for pick in picks:
        page = pages.get(pick.page_id) if pick.page_id else None
        if page:
            found.append(Promoted(page, page.title, "", pick.description))
        elif pick.external_link_url:
            title = pick.external_link_text or pick.external_link_url
            found.append(Promoted(None, title, pick.external_link_url, pick.description))
    return found


def _key(text: str, language: str) -> tuple[str, ...]:
    return tuple(term for term in phrase(text, language) if not is_stop_word(term, language))
