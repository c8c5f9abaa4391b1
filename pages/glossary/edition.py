"""What readers see of the glossary: kept in memory, and read again once a term has changed.

It costs a page no query: the site's settings, which each page reads anyway, name the edition; a process
that hasn't it yet reads all terms at once.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest

from ..collation import sort_key
from ..models.settings import SiteSettings
from .finder import Finder
from .models import GlossaryTerm
from .names import proper_names

#: Two languages, and the editions that processes may still be answering with.
KEPT = 6


@dataclass(frozen=True)
class Term:
    """A live term.

    Attributes:
        twin: what it is called in the other language; empty where there is no live twin.
        page_id: the page to read on, in whichever language it was chosen.
        source_title, source_url, source_language: where the definition comes from, if not from us.
    """

    key: str
    name: str
    also: tuple[str, ...]
    definition: str
    twin: str
    page_id: int | None
    source_title: str
    source_url: str
    source_language: str
    medical: bool
    reviewed_on: date | None
    in_pages: bool

    @property
    def anchor(self) -> str:
        return f"term-{self.key}"

    @property
    def unreviewed(self) -> bool:
        """Whether it explains medicine and no clinician has reviewed it."""
        return self.medical and self.reviewed_on is None

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True)
class Glossary:
    """The live terms of a language in the order of its dictionary, and what finds them in a text."""

    language: str
    terms: tuple[Term, ...]
    finder: Finder

    @property
    def by_key(self) -> dict[str, Term]:
        return {term.key: term for term in self.terms}


def glossary(request: HttpRequest | None, language: str) -> Glossary:
    """Return the glossary of a language: no query but the site's settings, unless terms have changed."""
    settings = SiteSettings.for_request(request) if request else SiteSettings.objects.first()
    return read(settings.glossary_edition if settings else uuid.UUID(int=0), language)


@lru_cache(maxsize=KEPT)
def read(edition: uuid.UUID, language: str) -> Glossary:
    """Return an edition of the glossary; the terms themselves are only asked for once."""
    rows = list(GlossaryTerm.objects.filter(live=True).select_related("locale", "source"))
    names = {row.translation_key: row.term for row in rows if row.locale.language_code != language}
    terms = [
        _term(row, names.get(row.translation_key, ""))
        for row in rows
        if row.locale.language_code == language
    ]
    terms.sort(key=lambda term: sort_key(term.name, language))
    forms = {term.key: term.forms for term in terms if term.in_pages}
    return Glossary(language, tuple(terms), Finder(forms, language, proper_names(language)))


def _term(row: Any, twin: str) -> Term:
    source = row.source
    return Term(
        key=row.key,
        name=row.term,
        also=row.other_names,
        definition=row.definition,
        twin=twin,
        page_id=row.page_id,
        source_title=source.title if source else "",
        source_url=source.address if source else "",
        source_language=source.language if source else "",
        medical=row.medical,
        reviewed_on=row.reviewed_on,
        in_pages=row.in_pages,
    )
