"""How open data are served: to everybody, from any website, to be read only, again only when changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from .problems import problem

METHODS = "GET, HEAD, OPTIONS"
#: In seconds. Short: what is withheld must go soon. Asking again costs little, thanks to the ETag.
MAX_AGE = 60
DAY = 24 * 3600

View = Callable[..., Any]


def reading(view: View) -> View:
    """Serve a view for reading only, to any website, and say 304 where nothing has changed.

    What tries to write is told 405; no cookie is needed for that, so there is none to protect either.
    """
    conditional = conditional_page(view)

    @csrf_exempt
    @wraps(view)
    def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            response.headers["Access-Control-Max-Age"] = str(DAY)
        elif request.method in {"GET", "HEAD"}:
            response = _read(conditional, request, *args, **kwargs)
        else:
            response = problem(405, f"Open data can only be read: use {METHODS}.")
            response.headers["Allow"] = METHODS
        return opened(response)

    return served


def answers_in(request: HttpRequest, language: str) -> None:
    """Note in which language the answer to a request will be."""
    setattr(request, "answer_language", language)  # noqa: B010  (requests have none of their own)


def opened(response: HttpResponse) -> HttpResponse:
    """Let pages of any website read an answer: it is public, and is the same for everybody."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Link"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    asked = request.method
    request.method = "GET"  # an answer without its body is made like one with it
    response: HttpResponse = view(request, *args, **kwargs)
    if response.status_code in {200, 304}:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
        patch_vary_headers(response, ["Accept"])
        response.headers["Content-Language"] = getattr(request, "answer_language", "en")
    if asked == "HEAD":
        length = response.headers.get("Content-Length", str(len(response.content)))
        response.content = b""
        response.headers["Content-Length"] = length
    return response
