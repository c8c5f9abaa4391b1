"""Answers from stored pages: the form that the browser takes, 304 where it has it already."""

import time

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from .encodings import best_encoding
from .pages import StoredPage

#: The name of this cache in Cache-Status (RFC 9211).
NAME = "page-store"
CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)


def answer(request: HttpRequest, page: StoredPage, status: str) -> HttpResponse | None:
    """Return the answer to a request, or None where the page's files are just being replaced.

    Args:
        status: how it came about, as Cache-Status says it ("hit").
    """
    coding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    body = page.body(coding)
    if body is None:
        return None
    response = HttpResponse(body)
    for name, value in page.facts.headers:
        response.headers[name] = value
    if coding:
        response.headers["Content-Encoding"] = coding
    etag = f'W/"{page.facts.digest}"'  # weak: the same for every coding
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(page.facts.modified)
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Content-Length"] = str(len(body))
    response.headers["Cache-Status"] = f"{NAME}; {status}"
    if any(name in request.META for name in CONDITIONS):
        conditional = get_conditional_response(request, etag, page.facts.modified, response)
        if conditional is not None and conditional is not response:
            conditional.headers["Cache-Status"] = response.headers["Cache-Status"]
            return conditional
    if request.method == "HEAD":
        response.content = b""
        response.headers["Content-Length"] = str(len(body))
    return response


def is_valid(page: StoredPage) -> bool:
    """Tell whether a page still reads as it did when it was written."""
    return time.time() < page.facts.valid_until
