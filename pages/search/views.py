"""The search page of each language."""

import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from ..services.cards import cards_for
from ..services.views import view_context

#: Longer than any question somebody types; what is longer is no question.
MAX_QUERY_LENGTH = 200
RESULTS_PER_PAGE = 20
WORD = re.compile(r"\w+")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the live pages of the reader's language that answer ``?q=``.

    A query that is too long is answered 400 with the reason and keeps its first words in the field.
    """
    query = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    if len(query) > MAX_QUERY_LENGTH:
        error = _("That is too long. Use at most %(count)d characters.") % {
            "count": MAX_QUERY_LENGTH
        }
        query = query[:MAX_QUERY_LENGTH]
        context = {"query": query, "error": error, "results": [], "count": 0}
        return render(
            request, "pages/search.html", context | view_context(request, _("Search")), status=400
        )
    paginator = Paginator(found(query), RESULTS_PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "query": query,
        "error": "",
        "results": cards_for(page.object_list, request),
        "count": paginator.count,
        "results_page": page,
    }
    return render(request, "pages/search.html", context | view_context(request, _("Search")))


def found(query: str) -> list[Page]:
    """Return the live, public pages of the active language that answer a query, best first.

    Only its words are looked for: quotation marks and signs mean something to some databases.
    """
    words = " ".join(WORD.findall(query.lower()))
    if not words:
        return []
    locale = Locale.objects.get(language_code=(get_language() or "fr").split("-")[0])
    pages = Page.objects.live().filter(locale=locale, depth__gt=1)
    return list(pages.search(words, operator="and"))
