"""What the list from A to Z holds: pages, terms of the glossary, and what apps add (names, for one)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from ..collation import NO_LETTER, SortKey, initial, sort_key
from ..glossary.edition import glossary
from ..models.settings import SiteSettings
from ..services.translations import localised

#: Depth of the pages below a language's home page, which itself has no place in a list.
BELOW_HOME = 3


@dataclass(frozen=True)
class Entry:
    """A line of the list.

    Attributes:
        note: what tells it from another of the same name ("definition").
    """

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Letter:
    """A letter with its entries."""

    letter: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        return "letter-other" if self.letter == NO_LETTER else f"letter-{self.letter.lower()}"


#: A function from a language and the request to more entries, in a bounded number of queries.
Contributor = Callable[[str, HttpRequest], Iterable[Entry]]

_contributors: list[Contributor] = []


def register(contributor: Contributor) -> Contributor:
    """Let a function add entries to the list."""
    _contributors.append(contributor)
    return contributor


def letters(language: str, request: HttpRequest) -> list[Letter]:
    """Return all entries under their letters, in the order of the language's dictionary."""

    def key(entry: Entry) -> SortKey:
        return sort_key(entry.title, language)

    entries = sorted(set(_everything(language, request)), key=lambda item: (key(item), item.note))
    entries = [entry for entry in entries if entry.url]
    return [
        Letter(letter, tuple(group))
        for letter, group in groupby(entries, key=lambda entry: initial(entry.title, language))
    ]


def _everything(language: str, request: HttpRequest) -> Iterator[Entry]:
    pages = Page.objects.live().filter(locale__language_code=language, depth__gte=BELOW_HOME)
    for page in pages.only("title", "url_path"):
        yield Entry(page.title, page.get_url(request) or "")
    yield from _terms(language, request)
    for contributor in _contributors:
        yield from contributor(language, request)


def _terms(language: str, request: HttpRequest) -> Iterator[Entry]:
    chosen = SiteSettings.for_request(request).glossary_page
    page = localised([chosen], language).get(chosen.pk) if chosen else None
    if page is None:
        return
    address = page.get_url(request) or ""
    for term in glossary(request, language).terms:
        for name in term.forms:
            yield Entry(name[:1].upper() + name[1:], f"{address}#{term.anchor}", _("definition"))
