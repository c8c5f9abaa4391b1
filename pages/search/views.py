"""The search page of each language, and what its field suggests. No search is kept anywhere."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..languages import reader_language
from ..services.views import view_context
from . import registry
from .query import MAX_LENGTH, one_line
from .results import (
    PAGE_LENGTH,
    Filters,
    Search,
    other_results,
    promoted_results,
    shown_results,
)
from .results import search as find
from .suggestions import suggestions

SUGGESTIONS_FOR = 300  # seconds


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the live pages of the reader's language that answer ``?q=``.

    A query that is too long is answered 400 with the reason and keeps its first words in the field.
    """
    typed = one_line(request.GET.get("q", ""))
    context = view_context(request, _("Search")) | {"query": typed, "max_length": MAX_LENGTH}
    if len(typed) > MAX_LENGTH:
        context["error"] = _("That is too long. Use at most %(count)d characters.") % {
            "count": MAX_LENGTH
        }
        context["query"] = typed[:MAX_LENGTH]
        return render(request, "pages/search.html", context, status=400)
    filters = Filters(request.GET.get("kind", ""), request.GET.get("place", ""))
    filters = Filters(
        filters.kind if filters.kind in registry.kinds() else "",
        filters.place if filters.place in _place_names(request) else "",
    )
    found = find(
        typed, reader_language(), filters, exact=request.GET.get("exact") == "1", request=request
    )
    return render(request, "pages/search.html", context | _found_context(request, found, filters))


def _found_context(request: HttpRequest, found: Search, filters: Filters) -> dict[str, Any]:
    page = Paginator(found.hits, PAGE_LENGTH).get_page(request.GET.get("page"))
    best = promoted_results(found, request) if page.number == 1 else []
    hits = shown_results([hit.document for hit in page.object_list], found.query, request)
    titles = {result.title for result in best + hits}
    # A page whose twin is shown isn't shown twice under the same name.
    others = [item for item in other_results(found, request) if item.title not in titles]
    address = _Address(found, filters)
    known = registry.places()
    return {
        "found": found,
        "results": best + hits,
        "others": others,
        "results_page": page,
        "message": _message(found),
        "help_links": registry.help_links(request) if found.typed and not found.count else [],
        "suggestion_url": address.of(q=found.suggestion, exact=""),
        "exact_url": address.of(q=found.typed, exact="1"),
        "previous_url": address.of(page=page.number - 1),
        "next_url": address.of(page=page.number + 1),
        "filters": [
            _filter(_("Kind"), "kind", found.kinds, address),
            _filter(str(known.label) if known else "", "place", found.places, address),
        ],
    }


class _Address:
    """Addresses of the same search with something changed."""

    def __init__(self, found: Search, filters: Filters) -> None:
        text = found.typed
        exact = "" if found.instead or not found.suggestion else "1"
        self.now = {"q": text, "exact": exact, "kind": filters.kind, "place": filters.place}

    def of(self, **changed: Any) -> str:
        return "?" + urlencode({key: value for key, value in (self.now | changed).items() if value})


def _filter(label: str, name: str, choices: list[Any], address: _Address) -> dict[str, Any]:
    """Return a filter for the template: each choice with its address; a chosen one leads back to all."""
    links = [
        {
            "label": choice.label,
            "count": choice.count,
            "current": choice.current,
            "url": address.of(**{name: "" if choice.current else choice.key}),
        }
        for choice in choices
    ]
    useful = len(links) > 1 or any(link["current"] for link in links)
    return {"label": label, "links": links if useful else []}


def _place_names(request: HttpRequest) -> dict[str, str]:
    known = registry.places()
    return known.names(request) if known else {}


def _message(found: Search) -> str:
    """Return in words why nothing could be looked for, or ""."""
    if found.query.concepts or not found.typed:
        return ""
    if found.query.stop_words_only:
        return _("These words are on every page. Add one that says what it is about.")
    return _("There is no word to look for in this. Type one or two words.")


@require_safe
@cache_control(private=True, max_age=SUGGESTIONS_FOR)  # in the reader’s own browser only
def suggest(request: HttpRequest) -> JsonResponse:
    """Return the titles of pages that fit what is being typed, with their addresses."""
    typed = one_line(request.GET.get("q", ""))[:MAX_LENGTH]
    return JsonResponse({"suggestions": suggestions(typed, reader_language(), request)})
