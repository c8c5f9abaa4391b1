"""What a page refers to: its facts and the pages it links to, fetched at once.

Rich text and blocks ask here while they render, so that a page with fifty facts or links costs as many
queries as a page with one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from ..facts.models import Fact
from ..glossary.explain import Explainer
from .mentions import mentioned
from .translations import localised


@dataclass
class References:
    """The facts and links of one page, in the page's language.

    Attributes:
        facts: published facts by id, in the order in which the page shows them.
        pages: for the id of each linked page, the live page in this language.
        language: the page's language.
        request: the request being answered, for addresses.
        explainer: opens what a word means where the page uses it first; None where it doesn't.
    """

    language: str
    request: HttpRequest | None = None
    facts: dict[int, Fact] = field(default_factory=dict)
    pages: dict[int, Page] = field(default_factory=dict)
    explainer: Explainer | None = None

    def url(self, page_id: int) -> str | None:
        """Return the address of a linked page, or None where it is not live in this language."""
        page = self.pages.get(page_id)
        return page.get_url(self.request) if page else None


_current: ContextVar[References | None] = ContextVar("references", default=None)


@contextmanager
def using(references: References | None) -> Iterator[None]:
    """Let rich text find these references while it renders."""
    token = _current.set(references)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> References | None:
    """Return the references of the page being rendered, if any."""
    return _current.get()


def collect(
    page: Page, request: HttpRequest | None = None, extra_facts: Iterable[int] = ()
) -> References:
    """Return the references of a page: those of its prose and blocks, then those of its record.

    Args:
        page: a specific page.
        extra_facts: ids of the facts that the page's record shows.
    """
    language = page.locale.language_code
    fact_ids, page_ids = mentioned(page)
    return References(
        language,
        request,
        published_facts([*fact_ids, *extra_facts]),
        localised(Page.objects.filter(pk__in=page_ids), language) if page_ids else {},
    )


def published_facts(ids: Iterable[int]) -> dict[int, Fact]:
    """Return the published facts among these ids, in their order, with their sources."""
    ids = list(dict.fromkeys(ids))
    found: dict[int, Any] = Fact.objects.published().with_sources().in_bulk(ids)
    return {pk: found[pk] for pk in ids if pk in found}
