"""Public views of the register: all sources, and each fact at its permanent address."""

from dataclasses import dataclass
from datetime import date

from django.db.models import IntegerField
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, ReferenceIndex

from ..languages import reader_language
from ..services.views import view_context
from .history import version_on, versions
from .models import Fact, Source

#: On so many pages a fact is shown to stand; a telephone number may be on all of them.
MOST_PAGES = 50


@dataclass(frozen=True)
class SourceEntry:
    """A source with the published facts that rest on it."""

    source: Source
    facts: list[Fact]


def source_entries(facts: list[Fact]) -> list[SourceEntry]:
    """Return the sources on which facts rest, each with its facts: one query.

    Args:
        facts: published facts with their sources.
    """
    resting: dict[int, list[Fact]] = {}
    for fact in facts:
        for link in fact.sources_list:
            resting.setdefault(link.source_id, []).append(fact)
    return [
        SourceEntry(source, resting[source.pk])
        for source in Source.objects.all()
        if source.pk in resting
    ]


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source and what rests on it, then the facts without a source."""
    facts = list(Fact.objects.published().with_sources())
    context = {
        "sources": source_entries(facts),
        "unsourced": [fact for fact in facts if not fact.sources_list],
    }
    return render(request, "pages/sources.html", context | view_context(request, _("Sources")))


@require_safe
def fact(request: HttpRequest, key: str) -> HttpResponse:
    """Show a fact: its sentence, state, sources, history, and the pages on which it stands.

    ``?on=2025-03-01`` shows it as it was on that day. A day that can't be read, or one before the
    fact was published, is said to be so and changes nothing.
    """
    found = Fact.objects.published().with_sources().filter(key=key).first()
    if found is None:
        raise Http404
    history = versions(found)
    stands_on = pages_with(found, MOST_PAGES + 1)
    asked = request.GET.get("on", "").strip()
    day = _day(asked)
    then = version_on(history, day) if day else None
    context = {
        "fact": found,
        "history": history,
        "asked": asked[:10],
        "day": day,
        "then": then,
        "wording_then": then.wording_on(day) if then and day else "",
        "error": _("Write the day as 2025-03-01.") if asked and day is None else "",
        "pages": stands_on[:MOST_PAGES],
        "more_pages": len(stands_on) > MOST_PAGES,
        "most_pages": MOST_PAGES,
        "page_facts": [found],
        "description": " ".join(
            (found.wording, _("State: %(state)s") % {"state": found.state_label})
        ),
    }
    return render(request, "pages/fact.html", context | view_context(request, found.wording))


def _day(text: str) -> date | None:
    try:
        return min(date.fromisoformat(text), timezone.localdate())
    except ValueError:
        return None


def pages_with(fact: Fact, most: int) -> list[Page]:
    """Return the live pages of the reader's language on which a fact stands: one query.

    Args:
        most: so many at most, those nearest to the home page.
    """
    references = ReferenceIndex.get_references_to(fact).filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    # The index holds ids of any kind, as text.
    ids = references.annotate(page_id=Cast("object_id", IntegerField())).values("page_id")
    return list(
        Page.objects.live()
        .filter(pk__in=ids, locale__language_code=reader_language())
        .only("title", "url_path")
        .order_by("depth", "title")[:most]
    )
