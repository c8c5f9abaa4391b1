"""What other sites fetch: pictures of cards, cards to embed, and the oEmbed provider."""

from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ..api.problems import problem
from ..api.reading import opened
from ..languages import reader_language
from .cards import FOLDER, MEDIA_TYPES
from .discovery import Format
from .embeds import embedded_page
from .oembed import (
    CACHE_AGE,
    BadParameterError,
    Question,
    UnknownFormatError,
    describe,
    write_xml,
)
from .resolving import page_at

Response = TypeVar("Response", bound=HttpResponseBase)

YEAR = 365 * 24 * 3600
#: A statement that lapses says so within this number of seconds wherever its card stands.
EMBED_AGE = 15 * 60


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def card(request: HttpRequest, name: str) -> FileResponse:
    """Return a card's picture: its name changes with what it shows, so that it can be kept for ever."""
    try:
        file = default_storage.open(f"{FOLDER}/{name}")
    except OSError as error:  # there is none, or no file can have this name
        raise Http404 from error
    return _for_all(FileResponse(file, content_type=MEDIA_TYPES[Path(name).suffix]))


@require_safe
@xframe_options_exempt  # settings.CSP_BY_PATH lets every site frame it
@cache_control(public=True, max_age=EMBED_AGE)
def embed(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show a page's card as other sites embed it."""
    page = embedded_page(kind, key, reader_language())
    if page is None:
        raise Http404
    context = {
        "page": page,
        "canonical": page.get_full_url(request),
        "paint": page.own_paint,
        "illustration": page.own_illustration,
    } | page.embed_context(request)
    response = render(request, f"embeds/{kind}.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return _for_all(response)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer a consumer of oEmbed, in JSON or XML; what can't be answered is a problem (RFC 9457)."""
    try:
        question = Question.read(request.GET)
    except BadParameterError as error:
        return opened(problem(HTTPStatus.BAD_REQUEST, str(error)))
    except UnknownFormatError as error:
        return opened(problem(HTTPStatus.NOT_IMPLEMENTED, str(error)))
    page = page_at(question.url, request)
    if page is None:
        return opened(problem(HTTPStatus.NOT_FOUND, _("No page of this site has this address.")))
    found = describe(page.specific, question, request)
    response: HttpResponse
    if question.format is Format.XML:
        response = HttpResponse(write_xml(found), content_type="text/xml; charset=utf-8")
    else:
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=CACHE_AGE)
    return _for_all(response)


def _for_all(response: Response) -> Response:
    """Let every other site read an answer: it says nothing of who asks."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
