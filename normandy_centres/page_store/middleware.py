"""The first that a request meets: it answers with what is stored, and stores what everybody may get."""

import logging
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from wagtail.models import Site

from pages.services.keeping import Terms, collecting

from . import generations
from .answers import answer, is_valid
from .keys import Key, key_of, query_of
from .pages import fresh_page, kind_of
from .rendering import AHEAD
from .schedule import next_scheduled
from .storage import Store, store
from .turns import turn
from .watching import watch
from .without_database import FLAG, last_copy, needs_database

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
Result = TypeVar("Result")

#: After the disk refused, in seconds: so long nothing is written.
PAUSE = 60
READING = frozenset({"GET", "HEAD"})
BROKEN = frozenset({500, 502, 503, 504})
#: Set on a request whose answer the database failed.
FAILED = "database_failed"
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class PageStoreMiddleware:
    """Answer from the store, or let the page be written and store it.

    A page is written for everybody, whoever asks: whoever writes it sees of the request no header and no
    cookie, but for the host.
    """

    def __init__(self, get_response: GetResponse) -> None:
        pages = store()
        if pages is None:
            raise MiddlewareNotUsed("The page store is switched off (PAGE_STORE_DIR).")
        self.store: Store = pages
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)
        self.known_generation = ""
        self.paused_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        watch.start()
        if watch.down and needs_database(request):
            return self.without_database(request)
        with watch.asking():
            response = self.answer(request)
        if response.status_code in BROKEN and request.method in READING:
            # Whatever broke it: what it was a while ago is of more use.
            return last_copy(request, self.store) or self.rescued(request, response)
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual."""
        key = key_of(request)
        if key is not None and not has_session(request):
            return self.stored(request, key) or self.in_turn(request, key)
        response = self.get_response(request)
        if request.method not in SAFE:
            generations.settle()
        return response

    def without_database(self, request: HttpRequest) -> HttpResponse:
        """Answer without asking the database anything."""
        if request.method in READING and (copy := last_copy(request, self.store)):
            return copy
        setattr(request, FLAG, True)
        return self.get_response(request)

    def rescued(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer without a database in the place of one that broke, if it was the database."""
        if not hasattr(request, FAILED):
            return response
        setattr(request, FLAG, True)
        return self.get_response(request)

    def stored(self, request: HttpRequest, key: Key) -> HttpResponse | None:
        """Return the answer from the store, if it has a page that still holds."""
        page = self.store.read(self.store.current(), key)
        return answer(request, page, "hit") if page and is_valid(page) else None

    def in_turn(self, request: HttpRequest, key: Key) -> HttpResponse:
        """Let the answer be written, or wait for whoever is just writing it."""
        with ExitStack() as turns:
            # What was never stored under a query (a search) is nobody else's either.
            if not key.query or self.store.read_latest(key):
                self.attempt(lambda: turns.enter_context(turn(self.store, key)))
                if response := self.stored(request, key):
                    return response
                if watch.down and needs_database(request):
                    return self.without_database(request)
            return self.written(request, key)

    def written(self, request: HttpRequest, key: Key) -> HttpResponse:
        """Let the answer be written for everybody, store it where it may be, and give it to this reader."""
        generation = self.generation()
        started = time.time()
        headers, method = request.META.copy(), request.method
        bare(request, key)
        with collecting(awaited=AHEAD not in headers) as terms:
            response = self.get_response(request)
        # What is written is sent as this reader asked for it.
        request.META.update(headers)
        request.method = method
        kind = kind_of(response)
        if kind is None or not answers_for(key, terms):
            if response.status_code in {301, 302, 404, 410}:
                self.attempt(lambda: self.store.forget(key))
            return self.gzip.process_response(request, response)  # type: ignore[return-value]
        until = min(filter(None, (terms.until, next_scheduled())), default=None)
        page = fresh_page(key, response, kind, started, until)
        stored = self.attempt(lambda: self.store.write(generation, key, page)) or page
        return answer(request, stored.as_stored(), "fwd=miss") or response

    def generation(self) -> str:
        """Return the generation in which a page is begun to be written."""
        try:
            found = self.store.current() or generations.follow()
        except Exception:
            # Without a disk or a database: the page says what is wrong, or is written all the same.
            return ""
        if found != self.known_generation:
            # Another process may have changed what this one remembers.
            Site.clear_site_root_paths_cache()
            self.known_generation = found
        return found

    def attempt(self, write: Callable[[], Result]) -> Result | None:
        """Write to the disk; where it refuses, say so once and leave it alone for a while."""
        if self.store.refused or time.monotonic() < self.paused_until:
            return None
        try:
            result = write()
        except OSError as error:
            logger.error(
                "The page store is off for %s seconds, the site goes on without it: %s",
                PAUSE,
                error,
            )
            self.paused_until = time.monotonic() + PAUSE
            return None
        return result


@receiver(got_request_exception, dispatch_uid="page_store_failure")
def note_failure(request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Remember of a request that it was the database that failed it."""
    if request is not None and isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        setattr(request, FAILED, True)


def has_session(request: HttpRequest) -> bool:
    """Tell whether a request comes with a session, be it of an editor or long over."""
    cookies = request.META.get("HTTP_COOKIE", "")
    return f"{settings.SESSION_COOKIE_NAME}=" in cookies


def bare(request: HttpRequest, key: Key) -> None:
    """Take from a request all that must not decide what everybody gets under a key."""
    kept = {"HTTP_HOST"}
    if settings.SECURE_PROXY_SSL_HEADER:
        kept.add(settings.SECURE_PROXY_SSL_HEADER[0])
    for name in [name for name in request.META if name.startswith("HTTP_")]:
        if name not in kept:
            del request.META[name]
    request.META["QUERY_STRING"] = key.query
    request.method = request.META["REQUEST_METHOD"] = "GET"


def answers_for(key: Key, terms: Terms) -> bool:
    """Tell whether an answer was written for the key's query: the view must have said that it knows it."""
    return key.query == query_of(terms.parameters)
