"""The list of all sources, and what rests on each."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..services.views import view_context
from .models import Fact, Source


@dataclass(frozen=True)
class SourceEntry:
    """A source with the published facts that rest on it."""

    source: Source
    facts: list[Fact]


def source_entries() -> list[SourceEntry]:
    """Return the sources on which published facts rest, each with its facts: three queries."""
    facts: dict[int, list[Fact]] = {}
    for fact in Fact.objects.published().with_sources():
        for link in fact.sources_list:
            facts.setdefault(link.source_id, []).append(fact)
    return [
        SourceEntry(source, facts[source.pk])
        for source in Source.objects.all()
        if source.pk in facts
    ]


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show every source and what rests on it, then the facts without a source."""
    unsourced = [fact for fact in Fact.objects.published().with_sources() if not fact.sources_list]
    context = {"sources": source_entries(), "unsourced": unsourced}
    return render(request, "pages/sources.html", context | view_context(request, _("Sources")))
