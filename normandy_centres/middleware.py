"""Response headers that neither Django nor django-csp sets, and the id of each request."""

import logging
import re
import time
from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from . import errors
from .logs import request_id
from .page_store.rendering import AHEAD

logger = logging.getLogger("normandy_centres.requests")
GetResponse = Callable[[HttpRequest], HttpResponse]

#: An id that whoever stands in front gave a request.
WELL_FORMED_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)


class RequestIdMiddleware:
    """Give each request an id, which its answer carries and each line that is logged for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        name = given if WELL_FORMED_ID.fullmatch(given) else uuid4().hex
        ahead = AHEAD in request.META  # nobody asked
        token, began = request_id.set(name), time.monotonic()
        request.request_id = name  # type: ignore[attr-defined]  # for what is logged once it is over
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = name
            if not ahead:
                told = {
                    "method": request.method,
                    "path": request.path_info,
                    "status": response.status_code,
                    "ms": round((time.monotonic() - began) * 1000),
                }
                logger.info("request", extra=told)
        finally:
            request_id.reset(token)
        return response


class SecurityHeadersMiddleware:
    """Choose the Content Security Policy by path and add the headers every response carries.

    It stands after django-csp, so that on the way out it speaks first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policies = [(re.compile(path), policy) for path, policy in settings.CSP_BY_PATH]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        said = response.headers.pop("Content-Security-Policy", None)
        if said and request.path.startswith(reverse("wagtailadmin_home")):
            # A preview: the page went through all this once as a public page, and is shown by the
            # admin, which frames it. It keeps the public policy but for who may frame it.
            response._csp_replace = settings.PREVIEW_CSP  # type: ignore[attr-defined]
            return response
        for path, policy in self.policies:
            if path.match(request.path):
                response._csp_replace = policy  # type: ignore[attr-defined]  # read by django-csp
                break
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", settings.CROSS_ORIGIN_RESOURCE_POLICY
        )
        return response


class ReadableErrorsMiddleware:
    """Give the answers that come without a page the words and the language of their address.

    An answer that the database couldn't take (503) gets the page that needs none.
    A NUL byte is refused before it reaches a database: PostgreSQL has no such character.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = errors.method_not_allowed(request)
            page.headers["Allow"] = response.headers.get("Allow", "GET, HEAD")
            return page
        if response.status_code == 503 and not response.content:
            return errors.stored_page(request, 503)
        return response


class DemonstrationMiddleware:
    """Keep search engines out while the site says that it is a demonstration; not on loopback."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_demonstration", False) and not is_loopback(request.get_host()):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


def is_loopback(host: str) -> bool:
    """Tell whether a Host header names this machine itself."""
    name = host.rsplit(":", 1)[0].strip("[]")
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
