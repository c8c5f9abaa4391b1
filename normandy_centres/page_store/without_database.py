"""Answers while the database is down: the last copy of a page, what the address book knows, or a telephone.

Copies are answered by the first middleware. The rest is answered from within, so that it goes out with the
same headers as everything else.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation

from normandy_centres import errors

from .address_book import FOUND, GONE, HERE, Address, AddressBook
from .answers import NAME, answer
from .keys import Key, key_of
from .pages import Facts, StoredPage
from .storage import Store, store

GetResponse = Callable[[HttpRequest], HttpResponse]

STALE = "hit; detail=stale"
#: Where base.html leaves room for the notice.
MARK = b"<!--notice of age-->"
#: What a reader is told to wait before trying again, in seconds.
RETRY_AFTER = 60
#: Set on a request that must be answered without the database.
FLAG = "without_database"


class WithoutDatabaseMiddleware:
    """Answer what the first middleware has marked; no view is asked."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        pages = store()
        if pages is None or not hasattr(request, FLAG):
            return self.get_response(request)
        return from_addresses(request, pages)


def needs_database(request: HttpRequest) -> bool:
    """Tell whether an answer comes out of the database: all but files and what is written nowhere."""
    files = (settings.STATIC_URL, settings.MEDIA_URL)
    return not request.path_info.startswith((*files, "/fr/", "/health/", reverse("robots")))


def last_copy(request: HttpRequest, pages: Store) -> HttpResponse | None:
    """Return the last copy of what is asked for, with its age; None where there is none to be shown."""
    key = key_of(request)
    if key is None:
        return None
    page = pages.read_latest(key)
    if page is None and is_page(key.path):
        # What is asked of a page beyond its address, only the database could answer.
        page = pages.read_latest(Key(key.host, key.path))
    if page is None or not _is_here(key.path, page, AddressBook(pages)):
        return None
    return aged(request, page)


def _is_here(path: str, page: StoredPage, book: AddressBook) -> bool:
    """Tell whether a page is still at its address, by whichever is younger: its copy or the address book.

    One that was taken offline or has moved leaves its copy for a while; one that was published when the
    database was about to go isn't in the book.
    """
    if not is_page(path) or not book.is_there or page.facts.rendered_at > book.begun:
        return True
    address = book.look_up(path)
    return address is not None and address.status == HERE and address.path == path


def aged(request: HttpRequest, page: StoredPage) -> HttpResponse | None:
    """Return a stored page with its age, and beyond a limit with a notice of it."""
    response = (
        _with_notice(request, page) if _needs_notice(page.facts) else answer(request, page, STALE)
    )
    if response is not None:
        response.headers["Age"] = str(_age(page.facts))
        response.headers["Cache-Control"] = "no-cache"
    return response


def _needs_notice(facts: Facts) -> bool:
    """Tell of a page that nobody can write anew whether its age must be said where readers see it."""
    return _age(facts) > settings.PAGE_STORE_NOTICE_AFTER or time.time() >= facts.valid_until


def _age(facts: Facts) -> int:
    return max(int(time.time() - facts.rendered_at), 0)


def _with_notice(request: HttpRequest, page: StoredPage) -> HttpResponse | None:
    body = page.body("")
    if body is None or MARK not in body:
        return answer(request, page, STALE)  # a feed, which is dated by itself
    language = errors.path_language(request.path_info)
    written = datetime.fromtimestamp(page.facts.rendered_at, UTC)
    with translation.override(language):
        day = timezone.localdate(written)
        notice = render_to_string("components/notice_of_age.html", {"day": day.isoformat()})
    response = HttpResponse(body.replace(MARK, notice.strip().encode(), 1))
    for name, value in page.facts.headers:
        response.headers[name] = value
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Status"] = f"{NAME}; {STALE}"
    return response


def from_addresses(request: HttpRequest, pages: Store) -> HttpResponse:
    """Return what can be said without a page: where it is, that it is gone or unknown, or whom to call."""
    path = request.path_info
    if request.method in {"GET", "HEAD"} and is_page(path):
        book = AddressBook(pages)
        address = book.look_up(path)
        if address is not None:
            return _led(request, address) or unavailable(request)
        if book.is_there:
            return errors.stored_page(request, 404)
    return unavailable(request)


def _led(request: HttpRequest, address: Address) -> HttpResponse | None:
    query = request.META.get("QUERY_STRING")
    target = address.path if address.status == HERE else address.target
    if address.status == HERE and address.path == request.path_info:
        return None  # it is there, and was never written
    if address.status == GONE:
        return HttpResponse(address.body, status=GONE, headers={"Cache-Control": "no-cache"})
    leads = HttpResponseRedirect if address.status == FOUND else HttpResponsePermanentRedirect
    response = leads(f"{target}?{query}" if query else target)
    response.headers["Cache-Control"] = "no-cache"
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return the page that says whom to call, and when to try again."""
    response = errors.stored_page(request, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def is_page(path: str) -> bool:
    """Tell whether the address book would know a path: of a page, a past or a permanent address."""
    with translation.override(errors.path_language(path)):
        try:
            match = resolve(path)
        except Resolver404:
            return True
    return match.url_name in {"wagtail_serve", "permanent"}
