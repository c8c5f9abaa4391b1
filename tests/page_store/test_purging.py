"""A cache in front is told what to forget; one that is down or asleep keeps nobody from publishing."""

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from normandy_centres.page_store import purging
from pages.models import StandardPage

from ..factories import StandardPageFactory
from ..page_types import one_of
from .conftest import Committing

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Cache(ThreadingHTTPServer):
    """A cache on loopback that notes what it is told to forget."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.purged: list[tuple[str | None, str]] = []
        self.status = 200


class Handler(BaseHTTPRequestHandler):
    server: Cache

    def do_PURGE(self) -> None:
        self.server.purged.append((self.headers["Host"], self.path))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def cache(settings: Any) -> Iterator[Cache]:
    with Cache() as cache:
        threading.Thread(target=cache.serve_forever, daemon=True).start()
        switch_on(settings, cache.server_port)
        yield cache
        cache.shutdown()


@pytest.fixture(autouse=True)
def _nobody_listens_afterwards(monkeypatch: Any) -> Iterator[None]:
    monkeypatch.setattr(purging, "_paused_until", 0.0)
    yield
    for signal in (*purging.CHANGES, purging.page_slug_changed):
        signal.disconnect(dispatch_uid=purging.UID)


def switch_on(settings: Any, port: int) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        "default": {
            "BACKEND": "normandy_centres.page_store.purging.PurgeBackend",
            "LOCATION": f"http://127.0.0.1:{port}",
            "HOSTNAMES": ["localhost"],
        }
    }
    settings.WAGTAILFRONTENDCACHE_LANGUAGES = []
    purging.connect()


def pair() -> tuple[Page, Page]:
    """A page in both languages, each below a page of its own."""
    french, english = (
        StandardPageFactory(parent=one_of(StandardPage, language), slug=slug)
        for language, slug in (("fr", "a-purger"), ("en", "to-purge"))
    )
    english.translation_key = french.translation_key
    english.save()
    return french, english


def test_a_publication_is_told_in_both_languages(
    cache: Cache, committing: Committing, reader: Client
) -> None:
    french, english = pair()
    with committing():
        french.title = "Un autre titre"
        french.save_revision().publish()
        assert not cache.purged  # whoever asks before the change is true would keep what was
    expected = {page.url for page in (french, english)}
    expected |= {page.get_parent().url for page in (french, english)}
    assert {path for _host, path in cache.purged} == expected
    assert {host for host, _path in cache.purged} == {"localhost"}


def test_a_new_address_and_the_end_of_a_page_are_told(cache: Cache, committing: Committing) -> None:
    french, english = pair()
    before = french.url
    with committing():
        french.slug = "ailleurs"
        french.save_revision().publish()
    assert {before, Page.objects.get(pk=french.pk).url} <= {path for _host, path in cache.purged}
    cache.purged.clear()
    with committing():
        english.unpublish()
    assert english.url in {path for _host, path in cache.purged}


def test_off_nothing_is_sent(cache: Cache, committing: Committing, settings: Any) -> None:
    for signal in (*purging.CHANGES, purging.page_slug_changed):
        signal.disconnect(dispatch_uid=purging.UID)
    del settings.WAGTAILFRONTENDCACHE
    purging.connect()
    with committing():
        pair()[0].save_revision().publish()
    assert not cache.purged


@pytest.mark.parametrize("how", ["refuses", "answers nothing", "fails"])
def test_a_cache_that_is_down_keeps_nobody_from_publishing(
    settings: Any, committing: Committing, reader: Client, caplog: Any, how: str, monkeypatch: Any
) -> None:
    monkeypatch.setattr(purging, "LIMIT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as asleep, Cache() as failing:
        failing.status = 500
        threading.Thread(target=failing.serve_forever, daemon=True).start()
        port = failing.server_port if how == "fails" else asleep.getsockname()[1]
        if how == "refuses":
            asleep.close()
        switch_on(settings, port)
        french, _english = pair()
        begun = time.monotonic()
        for number in range(2):
            with committing():
                french.title = f"Publié {number}"
                french.save_revision().publish()
        assert time.monotonic() - begun < 10
        assert "Publié 1" in reader.get(french.url).content.decode()
        failing.shutdown()
    assert caplog.text.count("couldn’t be told") == 1
