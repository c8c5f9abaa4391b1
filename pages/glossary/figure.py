"""The glossary by letter, as a figure that editors place on its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..collation import initial
from ..figures import Drawing, register
from ..languages import reader_language
from ..services.translations import localised, other_language
from .edition import Term, glossary

NAME = "glossary"


@dataclass(frozen=True)
class Entry:
    """A term with the page to read on, where there is one in the reader's language."""

    term: Term
    page: Page | None
    url: str | None


@dataclass(frozen=True)
class Letter:
    """A letter with its terms."""

    letter: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        return f"letter-{self.letter.lower()}"


def by_letter(
    terms: Iterable[Term], language: str, request: HttpRequest | None = None
) -> list[Letter]:
    """Return terms, which are in their language's order, under their letters: two queries at most."""
    terms = list(terms)
    ids = {term.page_id for term in terms if term.page_id}
    pages = localised(Page.objects.filter(pk__in=ids), language) if ids else {}
    entries = [
        Entry(term, page, page.get_url(request) if page else None)
        for term in terms
        for page in [pages.get(term.page_id or 0)]
    ]
    groups = groupby(entries, key=lambda entry: initial(entry.term.name, language))
    return [Letter(letter, tuple(group)) for letter, group in groups]


@register(NAME, _("Glossary, by letter"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the terms of the reader's language."""
    language = reader_language()
    request = context.get("request")
    found = glossary(request, language)
    return Drawing(
        "components/figures/glossary.html",
        {
            "letters": by_letter(found.terms, language, request),
            "other_language": other_language(language),
        },
    )
