"""Readers who want the same page at the same time wait for one render, and never for long."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from normandy_centres.page_store import turns
from normandy_centres.page_store.middleware import PageStoreMiddleware
from normandy_centres.page_store.storage import Store

from .conftest import how

pytestmark = [pytest.mark.django_db, pytest.mark.once]
READERS = 20


class Slow:
    """A site whose pages take a while, and which counts what it writes."""

    def __init__(self, seconds: float, status: int = 200) -> None:
        self.seconds, self.status = seconds, status
        self.written: Counter[str] = Counter()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.written[request.get_full_path()] += 1
        time.sleep(self.seconds)
        return HttpResponse(b"a page", status=self.status)


@pytest.fixture(autouse=True)
def _begun(reader: Client, pages: Store) -> None:
    """A generation has begun, so that no thread needs the test's database."""
    reader.get("/en/")
    assert pages.current()


def ask(site: Slow, *paths: str) -> tuple[list[Any], float]:
    """Let many readers ask for each path at once; return the answers and how long the last took."""
    middleware = PageStoreMiddleware(site)
    requests = [RequestFactory().get(path, headers={"host": "localhost"}) for path in paths]
    begun = time.monotonic()
    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(middleware, requests))
    return answers, time.monotonic() - begun


def test_one_render_is_enough_for_all(pages: Store) -> None:
    site = Slow(0.3)
    answers, _seconds = ask(site, *["/one/", "/two/"] * (READERS // 2))
    assert site.written == {"/one/": 1, "/two/": 1}
    assert {answer.content for answer in answers} == {b"a page"}
    assert Counter(how(answer) for answer in answers) == {"fwd=miss": 2, "hit": READERS - 2}


def test_what_is_never_stored_is_written_for_each_at_the_same_time() -> None:
    site = Slow(0.3, status=404)
    _answers, seconds = ask(site, *["/nowhere/"] * READERS)
    assert site.written["/nowhere/"] == READERS
    assert seconds < 0.3 * 5
    site = Slow(0.3)
    ask(site, *["/?q=anything"] * READERS)
    assert site.written["/?q=anything"] == READERS


def test_nobody_waits_for_long(pages: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr(turns, "LONGEST", 0.2)
    over = Event()

    class Stuck(Slow):
        def __call__(self, request: HttpRequest) -> HttpResponse:
            if not self.written:
                self.written["stuck"] += 1
                over.wait(10)
            return super().__call__(request)

    site = Stuck(0)
    middleware = PageStoreMiddleware(site)
    make = RequestFactory()
    with ThreadPoolExecutor(2) as readers:
        first = readers.submit(middleware, make.get("/slow/", headers={"host": "localhost"}))
        while not site.written:
            time.sleep(0.01)
        begun = time.monotonic()
        second = middleware(make.get("/slow/", headers={"host": "localhost"}))
        assert second.content == b"a page"
        assert time.monotonic() - begun < 2
        over.set()
        assert first.result().content == b"a page"
