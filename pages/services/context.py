"""What every page's template gets: all queries of a page's furniture are made here, and are bounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator
from wagtail.blocks import StreamValue, StructValue
from wagtail.models import Page

from ..facts.drift import plain
from ..facts.models import Fact
from ..facts.page_drift import texts
from ..facts.states import State
from ..glossary.explain import explainer_for
from ..identity.names import page_id
from ..models import SiteSettings
from ..permanent.links import permanent_link
from ..sharing.cards import card_of, picture_of
from ..sharing.discovery import discovery
from ..translation.notice import translation_notice
from .inheritance import inherited
from .references import collect, using
from .translations import alternates, language_switch, twin_of

#: A calm reader of French or English, on paper or screen (Brysbaert, 2019: 238; people in distress
#: read more slowly).
WORDS_A_MINUTE = 200
#: Below this number of minutes nobody needs to be told.
LONG_READ = 3
#: Below this number of sections a contents list helps nobody.
CONTENTS_FROM = 3
ROOT_DEPTH = 1


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the page itself has no url.

    Attributes:
        name: its permanent name (pages/identity), where it is a page of the tree.
    """

    title: str
    url: str | None
    name: str = ""


@dataclass(frozen=True)
class ContentsEntry:
    """One section in the contents list."""

    anchor: str
    heading: str


def section_anchor(block_id: str | None) -> str:
    """Return the anchor of a section: the same in both languages, since the block's id is.

    Args:
        block_id: a block's id (a UUID, of which eight digits are enough on a page), or the name of
            a section that the template itself gives ("awards").
    """
    return f"section-{(block_id or 'preview').split('-', 1)[0]}"


def contents(page: Any) -> list[ContentsEntry]:
    """Return the page's sections, or nothing where there are too few to list."""
    entries = [
        ContentsEntry(
            section_anchor(block.id), Truncator(block.value.get("heading") or "").chars(80)
        )
        for block in page.body
        if block.value.get("heading")
    ]
    return entries if len(entries) >= CONTENTS_FROM else []


def page_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the context that all pages share.

    Args:
        page: a specific page, saved or not yet (in a preview).
        request: the request being answered.
    """
    ancestors = lineage(page, request)
    references = collect(page, request, page.record_facts())
    references.explainer = explainer_for(page, request)
    with using(references):
        build(page.body)
    twin = twin_of(page)
    facts = list(references.facts.values())
    due = next_due(page, facts)
    crumbs = [
        *(Crumb(item.title, item.get_url(request), page_id(item)) for item in ancestors),
        Crumb(page.title, None, page_id(page)),
    ]
    canonical = page.get_full_url(request) or ""
    share = card_of(page, ancestors, SiteSettings.for_request(request).name)
    return {
        "alternates": alternates(page, request),
        "breadcrumb": crumbs,
        "canonical": canonical,
        "contents": contents(page),
        "languages": language_switch(page, ancestors, request),
        "next_due": due,
        "page_facts": facts,
        "page_id": page.pk,
        "oembed": discovery(canonical),
        "paint": page.own_paint or inherited(ancestors, "own_paint"),
        "illustration": page.own_illustration or inherited(ancestors, "own_illustration"),
        "reading_minutes": reading_minutes(page),
        "permanent": permanent_link(canonical, page.translation_key, page.locale.language_code)
        if canonical
        else None,
        "references": references,
        "share_picture": picture_of(share, canonical),
        "translation_notice": translation_notice(page, request),
        "twin_url": twin.get_url(request) if twin else None,
    }


def next_due(page: Any, facts: Iterable[Fact]) -> date | None:
    """Return the first day on which the page or one of its facts must be checked again.

    A fact past its date already reads in its past wording: nothing more is due of it.
    """
    current = [fact for fact in facts if fact.state != State.PAST]
    days = [page.review_by, *(day for fact in current for day in (fact.review_by, fact.ends_on))]
    return min((day for day in days if day), default=None)


def reading_minutes(page: Any) -> int:
    """Return how long the page takes to read, or 0 where that is too short to say."""
    words = sum(len(plain(text).split()) for _place, text in texts(page))
    minutes = round(words / WORDS_A_MINUTE)
    return minutes if minutes >= LONG_READ else 0


def build(value: Any) -> None:
    """Turn a stream's raw data into blocks, all the way down: they take what the page has fetched.

    Args:
        value: a stream, a struct or a list of blocks; anything else is what it is.
    """
    if isinstance(value, StreamValue):
        for block in value:
            build(block.value)
    elif isinstance(value, StructValue):
        for item in value.values():
            build(item)


def lineage(page: Page, request: HttpRequest) -> list[Any]:
    """Return the pages above a page from the home page down, each as its own type.

    They are those that the request came by, so that a public page asks for them only once.
    """
    *way, last = getattr(request, "way", [None])
    if last is page:
        return way
    if not page.path:
        return []
    ancestors = list(page.get_ancestors().filter(depth__gt=ROOT_DEPTH).specific())
    for ancestor in ancestors:
        ancestor.locale = page.locale
    return ancestors
