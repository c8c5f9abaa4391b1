"""Pages are stored once for everybody, and only what everybody may get."""

import gzip
import os
from typing import Any

import brotli
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from normandy_centres.page_store import middleware
from normandy_centres.page_store.storage import Store
from pages.models import BasePage, StandardPage

from ..page_types import one_of
from .conftest import how

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What is said of an answer and not of the page.
OF_AN_ANSWER = {"Cache-Status", "X-Request-ID"}


def never(*args: Any, **kwargs: Any) -> None:
    raise AssertionError("an answer out of the store asks for nothing else")


@pytest.mark.parametrize("path", ["/", "/en/", "/sources/", "/sitemap.xml", "/flux/prix.atom"])
def test_a_second_reader_gets_the_same_without_database(
    reader: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reader.get(path)
    assert first.status_code == 200
    assert how(first) == "fwd=miss"
    with CaptureQueriesContext(connection) as asked, monkeypatch.context() as nothing_else:
        for place in ("sessions.backends.db.SessionStore.__init__", "auth.get_user"):
            nothing_else.setattr(f"django.contrib.{place}", never)
        for place in ("template.base.Template.render", "urls.resolvers.URLResolver.resolve"):
            nothing_else.setattr(f"django.{place}", never)
        second = reader.get(path)
    assert how(second) == "hit"
    assert len(asked) == 0
    assert second.content == first.content
    told = [
        {name: value for name, value in answer.headers.items() if name not in OF_AN_ANSWER}
        for answer in (first, second)
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_to_store_a_page_asks_the_database_little(reader: Client, language: str) -> None:
    home = one_of(StandardPage, language).get_parent().url
    reader.get(home)  # what a process asks once only isn't a page's
    for model in BasePage.__subclasses__():
        address = one_of(model, language).url
        with CaptureQueriesContext(connection) as asked:
            answer = reader.get(address)
        assert how(answer) == "fwd=miss" or address == home
        assert len(asked) <= 25, address


def test_a_stored_page_has_every_header_of_a_fresh_one(reader: Client, settings: Any) -> None:
    reader.get("/en/")
    stored = reader.get("/en/").headers
    settings.PAGE_STORE_DIR = None
    fresh = Client(headers={"host": "localhost"}).get("/en/").headers
    unlike = {"Vary"} | OF_AN_ANSWER
    assert {name: value for name, value in fresh.items() if name not in unlike}.items() <= dict(
        stored
    ).items() | {("Content-Length", fresh["Content-Length"])}


def test_each_browser_gets_the_form_that_it_takes(reader: Client) -> None:
    plain = reader.get("/").content
    for asked, coding, read in (
        ("br", "br", brotli.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip;q=0.8, br;q=0.5", "gzip", gzip.decompress),
        ("br;q=0, gzip", "gzip", gzip.decompress),
        ("br;q=0, *", "gzip", gzip.decompress),
        ("identity, br;q=0.5", "", bytes),
        ("deflate, br;q=nonsense", "", bytes),
        ("x" * 5000 + ", br", "", bytes),
    ):
        response = reader.get("/", headers={"accept-encoding": asked})
        assert response.headers.get("Content-Encoding", "") == coding, asked
        assert response.headers["Vary"] == "Accept-Encoding"
        assert int(response.headers["Content-Length"]) == len(response.content)
        assert read(response.content) == plain


def test_files_are_read_once_while_they_stay(reader: Client, pages: Store) -> None:
    page = reader.get("/en/").content
    assert reader.get("/en/").content == page
    (stored,) = (pages.root / "current").resolve().glob("*/en/index.html")
    facts = stored.with_name("index.json")
    moment = facts.stat().st_mtime
    stored.write_text("Another text.")
    # What is known of the page says that nothing changed.
    assert reader.get("/en/").content == page
    again = facts.with_name("again")
    again.write_bytes(facts.read_bytes())
    again.replace(facts)  # as whoever writes a page anew does at the end
    os.utime(stored, (moment, moment))
    assert reader.get("/en/").content == b"Another text."
    facts.unlink()
    answer = reader.get("/en/")
    assert (how(answer), answer.content) == ("fwd=miss", page)


def test_who_has_the_page_is_told_so(reader: Client) -> None:
    page = reader.get("/en/")
    for known in (
        {"if-none-match": page.headers["ETag"]},
        {"if-modified-since": page.headers["Last-Modified"]},
    ):
        again = reader.get("/en/", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == page.headers["ETag"]
    assert reader.get("/en/", headers={"if-none-match": '"another"'}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_head_says_what_get_would(reader: Client, path: str) -> None:
    heads = [reader.head(path), reader.head(path)]
    page = reader.get(path)
    assert [how(head) for head in heads] == ["fwd=miss", "hit"]
    for head in heads:
        assert head.content == b""
        assert head.headers["Content-Length"] == str(len(page.content))


def test_tracking_changes_nothing_and_what_is_typed_is_never_stored(
    reader: Client, pages: Store
) -> None:
    reader.get("/en/")
    assert how(reader.get("/en/?utm_source=x&fbclid=y")) == "hit"
    for path in (
        "/en/search/?q=breast",
        "/en/?anything=1",
        "/sources/?page=%00",
        "/en/?q=" + "x" * 999,
    ):
        assert how(reader.get(path)) == ""
    assert not [path for path in pages.root.rglob("*") if "search" in path.name]


def test_an_address_with_filters_is_stored_for_the_choices_that_exist(reader: Client) -> None:
    for query, stored in (
        ("centre=francois-baclesse", True),
        ("kind=&centre=francois-baclesse", True),
        ("centre=nowhere", False),
        ("centre=francois-baclesse&centre=henri-becquerel", False),
    ):
        address = f"/en/awards/?{query}"
        reader.get(address)
        assert (how(reader.get(address)) == "hit") is stored, query


POISON = {
    "accept": "application/json",
    "accept-language": "en",
    "cookie": "django_language=en; wagtail=1; x=<script>",
    "forwarded": "host=evil.example;proto=https",
    "referer": "https://evil.example/",
    "user-agent": "evil",
    "x-forwarded-host": "evil.example",
    "x-forwarded-port": "1234",
    "x-forwarded-prefix": "/evil",
    "x-forwarded-proto": "https",
    "x-http-method-override": "POST",
    "x-original-url": "/admin/",
    "x-rewrite-url": "/admin/",
}


@pytest.mark.parametrize("path", ["/", "/en/", "/sources/", "/flux/prix.atom"])
@pytest.mark.drill
def test_no_header_of_a_request_gets_into_a_page(
    reader: Client, pages: Store, path: str, tmp_path: Any, settings: Any
) -> None:
    clean = reader.get(path)
    settings.PAGE_STORE_DIR = tmp_path / "other"
    other = Client(headers={"host": "localhost"})
    for name, value in POISON.items():
        poisoned = other.get(path, headers={name: value})
        assert poisoned.content == clean.content, name
        middleware.store().forget(middleware.Key("localhost", path))  # type: ignore[union-attr]
    other.get(path, headers=POISON)
    stored = other.get(path)
    assert how(stored) == "hit"
    assert stored.content == clean.content
    different = {"Last-Modified"} | OF_AN_ANSWER
    assert {k: v for k, v in stored.headers.items() if k not in different} == {
        k: v for k, v in clean.headers.items() if k not in different
    }


@pytest.mark.parametrize("host", ["evil.example", "localhost:81", "LOCALHOST", "..", "a/b"])
def test_no_other_host_is_stored(reader: Client, pages: Store, host: str) -> None:
    reader.get("/", headers={"host": host})
    assert not list(pages.root.glob("latest/*"))


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd/",
        "/%2e%2e/x/",
        "/a//b/",
        "/index.html/",
        "/caf%C3%A9/",
        "/" + "x" * 300 + "/",
    ],
)
def test_no_path_leads_out_of_the_folder(reader: Client, pages: Store, path: str) -> None:
    assert reader.get(path).status_code == 404
    assert not list(pages.root.glob("latest/*"))


def test_nobody_gets_what_was_written_for_an_editor(
    reader: Client, admin: Client, pages: Store
) -> None:
    for path in ("/", "/admin/"):
        assert how(admin.get(path, headers={"host": "localhost"})) == ""
    assert not list(pages.root.glob("latest/*"))
    reader.get("/")
    assert how(admin.get("/", headers={"host": "localhost"})) == ""
    assert how(reader.get("/", headers={"cookie": "sessionid=junk"})) == ""


@pytest.mark.parametrize(
    "path", ["/en/nowhere/", "/p/zzzzzz", "/fr/", "/api/v1/facts", "/en/feedback/why/1/"]
)
def test_only_pages_are_stored(reader: Client, pages: Store, path: str) -> None:
    reader.get(path)
    assert how(reader.get(path)) == ""
    assert not list(pages.root.glob("latest/*"))
