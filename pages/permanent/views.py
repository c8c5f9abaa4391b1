"""Public views: the permanent address and its QR code, and the page about a page that is gone."""

from io import BytesIO
from typing import Any

import segno
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from ..languages import reader_language
from ..services.translations import other_language, twin_of
from ..services.views import language_switch_to, view_context
from .finding import Place, at_path, by_id, nearest_above
from .ids import as_id
from .models import PublicAddress, PublicPage

DAY = 24 * 3600


@require_safe
def permanent(request: HttpRequest, key: str) -> HttpResponse:
    """Lead from a page's permanent address to where it is now.

    A page that is only in the other language isn't shown unasked: a small page says so and leads there.
    """
    place = by_id(as_id(key), reader_language())
    if place is None:
        raise Http404
    if place.page is None:
        return gone(request, place)
    if not place.exact:
        return _other_language(request, place.page)
    return _fresh(HttpResponseRedirect(_with_query(request, place.page)))


@require_safe
def qr_code(request: HttpRequest, key: str) -> HttpResponse:
    """Return the QR code of a permanent address, for this page and for paper and other sites."""
    key = as_id(key)
    site = Site.find_for_request(request)
    if site is None or not PublicPage.objects.filter(key=key).exists():
        raise Http404
    out = BytesIO()
    code = segno.make(site.root_url + reverse("permanent", args=[key]), error="m", micro=False)
    code.save(out, kind="svg", scale=8, light="#fff", svgclass=None, lineclass=None)
    response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def past_address(request: HttpRequest) -> HttpResponse | None:
    """Answer a request that leads nowhere now but once did: one redirect, or the page about what is gone.

    Returns:
        None where there never was anything.
    """
    place = at_path(request.path_info)
    if place is None:
        return None
    with translation.override(place.entry.language):
        if place.page is None or not place.exact:
            return gone(request, place)
        target = _with_query(request, place.page)
        if target == request.get_full_path():
            return None  # the page is there and doesn't answer: no browser shall go in circles
        return _fresh(HttpResponsePermanentRedirect(target))


def gone(request: HttpRequest, place: Place) -> HttpResponse:
    """Say what a page was, when it went, and where to go instead."""
    entry, language = place.entry, reader_language()
    context: dict[str, Any] = view_context(request, _("This page is no longer here")) | {
        "entry": entry,
        "in_other_language": place.page,
        "instead": _instead(entry, language),
        "is_error": True,
        "languages": _switch(entry.key, language),
        "noindex": True,
    }
    return _fresh(render(request, "errors/410.html", context, status=410))


def _other_language(request: HttpRequest, page: Page) -> HttpResponse:
    context = view_context(request, _("This page is in French only")) | {
        "page_in_other_language": page,
        "noindex": True,
    }
    if page.locale.language_code == "en":
        context["title"] = _("This page is in English only")
    return _fresh(render(request, "pages/other_language.html", context))


def _instead(entry: PublicPage, language: str) -> Page | None:
    """Return the nearest living page above the last address of a page, in the reader's language."""
    last = PublicAddress.objects.filter(page=entry).order_by("-until").first()
    page = nearest_above(last.path) if last else None
    if page and page.locale.language_code != language:
        return twin_of(page)
    return page


def _switch(key: str, language: str) -> Any:
    other = other_language(language)
    with translation.override(other):
        return language_switch_to(other, reverse("permanent", args=[key]))


def _with_query(request: HttpRequest, page: Page) -> str:
    query = request.META.get("QUERY_STRING")
    url = page.get_url(request) or "/"
    return f"{url}?{query}" if query else url


def _fresh(response: HttpResponse) -> HttpResponse:
    """Let nobody answer from memory: the page may move again, and its address may be given to another."""
    response.headers["Cache-Control"] = "no-cache"
    return response
