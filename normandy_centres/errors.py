"""Error pages: in the language of the address, helpful, and the last one without a database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from pages.api.problems import not_answered, problem
from pages.api.reading import opened
from pages.languages import reader_language
from pages.services.addresses import addresses
from pages.services.translations import other_language
from pages.services.views import language_switch_to, view_context

#: Error pages as written by `manage.py render_error_pages`, for when nothing else answers.
PAGES_DIR = Path(settings.VAR_DIR) / "error-pages"

#: The title and the heading of each error page; what it says besides is in templates/errors/.
HEADINGS = {
    400: _("We couldn’t read that request"),
    403: _("This page is closed"),
    404: _("This page isn’t here"),
    405: _("This page can only be read"),
    429: _("That was a lot at once"),
    500: _("Something broke on our side"),
}
#: Those that are written to a file; the last stands in for whatever else there is to say.
STORED = (404, 429, 500)


def path_language(path: str) -> str:
    """Return the language that an address speaks."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def without_prefix(request: HttpRequest, path: str | None = "") -> HttpResponse:
    """Answer /fr/… with one permanent redirect to the address without it."""
    target = "/" + (path or "").lstrip("/\\")
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)


def _is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _problem(status: int) -> HttpResponse:
    """Answer a program, which reads no page."""
    return opened(not_answered(status))


def _error(request: HttpRequest, status: int) -> HttpResponse:
    if _is_for_programs(request):
        return _problem(status)
    with translation.override(path_language(request.path_info)):
        context = view_context(request, str(HEADINGS[status]))
        return render(request, f"errors/{status}.html", context, status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense."""
    try:
        return _error(request, 400)
    except Exception:  # a bad host or encoding may break the page's own furniture
        return stored_page(request, 400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request for what isn't for this reader."""
    return _error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that doesn't come from our own page, or came too late."""
    return permission_denied(request)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer a request that tries to send something to a page that is only there to be read."""
    return _error(request, 405)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer an address that asks too often (rate_limits.py); this asks nothing of the database."""
    if _is_for_programs(request):
        return opened(problem(429, "Too many requests came from one address: see Retry-After."))
    return stored_page(request, 429)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return _error(request, 404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer our own failure, from a file: the database may be what failed."""
    return stored_page(request, 500)


def stored_page(request: HttpRequest, status: int) -> HttpResponse:
    """Return the stored error page of the address's language."""
    if _is_for_programs(request):
        return _problem(status)
    language = path_language(request.path_info)
    page = status if status in STORED else 500
    stored = PAGES_DIR / f"{page}.{language}.html"
    try:
        content = stored.read_text(encoding="utf-8")
    except OSError:
        with translation.override(language):
            content = bare_page(page)
    response = HttpResponseServerError(content)
    response.status_code = status
    return response


def bare_page(status: int = 500, **context: Any) -> str:
    """Return an error page in the active language; it asks nothing of the database."""
    language = reader_language()
    furniture = {
        "addresses": addresses(language),
        "contacts": [],
        "languages": language_switch_to(other_language(language), None),
        "menus": {},
        "title": HEADINGS[status],
        "site": {"name": settings.WAGTAIL_SITE_NAME},
    }
    return render_to_string(f"errors/{status}.html", furniture | context)
