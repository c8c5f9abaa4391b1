"""A real nginx before a real application: what it answers by itself, and what once that is dead."""

import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import brotli
import pytest

from .nginx import HOST, Front, by_nginx, site_in_front, stored, text

pytestmark = [pytest.mark.drill, pytest.mark.once]

DECODING: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "identity": bytes,
}
#: What says who answered, and when. An ETag is the application's alone: a page's time does for both.
OF_THE_SERVER = {
    "server",
    "date",
    "connection",
    "cache-status",
    "etag",
    "accept-ranges",
    "x-request-id",
}
TYPES = {"html": "text/html", "atom": "application/atom+xml", "xml": "application/xml"}


@pytest.fixture(scope="module")
def front() -> Iterator[Front]:
    with site_in_front() as front:
        yield front


def shown(answer: HTTPResponse) -> dict[str, Any]:
    """The headers of an answer, in whatever order a policy names its parts."""
    found: dict[str, Any] = {name.lower(): value for name, value in answer.headers.items()}
    if "content-security-policy" in found:
        found["content-security-policy"] = sorted(found["content-security-policy"].split("; "))
    return {name: value for name, value in found.items() if name not in OF_THE_SERVER}


def test_every_header_is_the_application_s(front: Front) -> None:
    compared: Counter[str] = Counter()
    with front.serving():
        for facts in stored(front):
            for coding in DECODING:
                ours = front.get(facts["address"], Accept_Encoding=coding)
                theirs = front.get_behind(facts["address"], Accept_Encoding=coding)
                assert by_nginx(ours) or "?" in facts["address"], facts["address"]
                assert shown(ours) == shown(theirs), (facts["address"], coding)
                assert ours.body == theirs.body  # type: ignore[attr-defined]
                compared[f"{facts['kind']} {coding}"] += 1
    print(f"\nheaders compared: {dict(compared)}")


def test_static_files_have_the_application_s_headers(front: Front) -> None:
    folder = front.folder / "var" / "static"
    files = one_of_each(folder)
    with front.serving():
        for name in files:
            ours, theirs = front.get(f"/static/{name}"), front.get_behind(f"/static/{name}")
            expected = shown(theirs)
            expected.setdefault(
                "vary", "Accept-Encoding"
            )  # the application: only of what it compressed
            assert shown(ours) == expected, name
            assert ours.body == theirs.body  # type: ignore[attr-defined]
    print(f"\nstatic files compared: {len(files)}")


def one_of_each(folder: Path) -> list[str]:
    """A hashed and an unhashed file of each type, and the shared cards."""
    found: dict[tuple[str, int, bool], str] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix not in {".gz", ".br"}:
            name = file.relative_to(folder).as_posix()
            found[(file.suffix, file.name.count("."), name.startswith("cards/"))] = name
    return list(found.values())


def test_killed_every_stored_page_is_still_there(front: Front) -> None:
    answers: Counter[str] = Counter()
    with front.serving():
        assert front.get("/").status == 200
        front.kill()
        for facts in stored(front):
            address = facts["address"]
            if "?" in address:
                continue
            language = "en" if address.startswith("/en/") else "fr"
            for coding, decode in DECODING.items():
                answer = front.get(address, Accept_Encoding=coding)
                assert answer.status == 200, address
                assert by_nginx(answer)
                assert answer.headers["Content-Type"] == f"{TYPES[facts['kind']]}; charset=utf-8"
                assert answer.headers.get("Content-Encoding", "identity") == coding
                assert answer.headers["Content-Language"] == language
                body = decode(answer.body)  # type: ignore[attr-defined]
                assert hashlib.sha256(body).hexdigest()[:32] == facts["digest"], address
                answers[f"200 {language} {coding}"] += 1
            again = front.get(address, If_Modified_Since=answer.headers["Last-Modified"])
            assert (again.status, again.body) == (304, b"")  # type: ignore[attr-defined]
            answers["304"] += 1
    print(f"\nwith the application killed: {dict(answers)}")
    assert answers["200 fr br"] > 50
    assert answers["200 en br"] > 50


def test_killed_what_is_not_stored_says_whom_to_call(front: Front) -> None:
    front.kill()
    pages = front.folder / "var" / "error-pages"
    unknown = (("/nulle-part/", "fr"), ("/en/nowhere/", "en"), ("/en/x?q=1", "en"))
    asked = [(method, *place) for place in unknown for method in ("GET", "POST")]
    for method, path, language in [*asked, ("POST", "/", "fr"), ("POST", "/en/", "en")]:
        answer = front.get(path, method)
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "60"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Language"] == language
        expected = (pages / f"500.{language}.html").read_bytes()
        assert answer.body == expected  # type: ignore[attr-defined]
    assert front.get("/admin/").status == 503
    # Whoever has a session gets what everybody gets.
    assert front.get("/en/", Cookie="sessionid=junk").status == 200


def test_a_publish_shows_at_once(front: Front) -> None:
    publish = (
        "from wagtail.models import Page; "
        "page = Page.objects.filter(depth=2).order_by('path').first().specific; "
        "page.title = 'Vu tout de suite'; page.seo_title = 'Vu tout de suite'; "
        "page.save_revision().publish()"
    )
    with front.serving():
        assert "Vu tout de suite" not in text(front.get("/"))
        front.manage("shell", "-c", publish)
        first = front.get("/")
        assert "Vu tout de suite" in text(first)
        assert not by_nginx(first)
        assert by_nginx(front.get("/"))  # stored by the first reader
        front.kill()
        # Of a page that isn't written anew yet, the copy from before the change.
        old = front.get("/en/sources/")
        assert (old.status, old.headers["Cache-Control"]) == (200, "no-cache")
        assert old.headers["Cache-Status"] == "nginx; hit; detail=stale"


def test_what_is_not_for_everybody_goes_to_the_application(front: Front) -> None:
    with front.serving():
        front.get("/en/")  # stored now, if it wasn't
        assert by_nginx(front.get("/en/"))
        assert by_nginx(front.get("/en/", "HEAD"))
        assert by_nginx(front.get("/en/?utm_source=a&fbclid=b"))
        assert not by_nginx(front.get("/en/", Cookie="a=b; sessionid=junk"))
        assert not by_nginx(front.get("/en/search/?q=cancer"))
        assert not by_nginx(front.get("/en/?utm_source=a&page=2"))
        assert front.get("/en/", "POST").status == 405
        # It came by TLS, whatever it says of itself: the application would send it there.
        spoofed = front.get("/en/", Cookie="sessionid=junk", X_Forwarded_Proto="http")
        assert spoofed.status == 200


def test_what_a_form_sends_arrives_whole(front: Front) -> None:
    answer = b"page=%d&answer=yes"
    head = f"POST /en/feedback/ HTTP/1.1\r\nHost: {HOST}\r\nOrigin: https://{HOST}\r\nConnection: close\r\n"
    with front.serving():
        page = re.search(rb'name="page" value="(\d+)"', front.get("/en/").body)
        assert page is not None
        for number, status in ((int(page[1]), 303), (999_999, 400)):
            body = answer % number
            form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
            assert front.raw(head.encode() + form.encode() + body).startswith(
                b"HTTP/1.1 %d" % status
            )


def test_other_hosts_get_no_answer(front: Front) -> None:
    for host in (b"evil.example", b"127.0.0.1", b"www.example.org.evil.example", b"../" + b"a" * 9):
        assert front.raw(b"GET / HTTP/1.1\r\nHost: " + host + b"\r\n\r\n")[:13] in {
            b"",
            b"HTTP/1.1 400 ",
        }


def test_a_long_address_is_answered_by_the_application(front: Front) -> None:
    with front.serving():
        for path in (f"/en/{'b' * 7000}", f"/en/{'%62' * 2300}", f"/en/{'b/' * 3500}"):
            assert front.get(path).status in {301, 404}, path[:20]


@pytest.mark.parametrize("alive", [True, False])
def test_no_address_leads_out_of_the_folder(front: Front, alive: bool) -> None:
    secret = front.folder / "var" / "pages" / "secret"
    secret.mkdir(exist_ok=True)
    for name in ("index.html", "index.xml"):
        (secret / name).write_text("never to be seen")
    up = ("../../secret/", "..%2f..%2fsecret/", "%2e%2e/%2e%2e/secret/", "..%5c..%5csecret/")
    paths = [
        *(f"/{path}" for path in up),
        *(f"/en/{path}" for path in up),
        *(f"/static/{path}" for path in up),
        *("//secret/", "/../secret/index.html", "/en//sources/", "/./en/", "/index.html"),
        *("/%00", "/en/%00/", "/en/index.html", "/en/index.json", "/en/sources/index.html.br"),
        *(f"/{'a' * 300}/", f"/{'a/' * 2000}", f"/en/{'b' * 7000}", "/error-pages/500.fr.html"),
        *("/current/", "/-index.html", f"/{HOST}/", "/static/../pages/secret/index.html"),
    ]
    counts: Counter[bytes] = Counter()

    def ask() -> None:
        for path in paths:
            found = front.raw(
                f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
            )
            assert b"never to be seen" not in found
            assert b"rendered_at" not in found
            assert b"Cache-Status: nginx" not in found, path
            counts[found[9:12]] += 1

    if alive:
        with front.serving():
            ask()
    else:
        ask()
    print(f"\n{len(paths)} odd addresses: {dict(counts)}")
    # Alive, the application knows an answer to each.
    assert set(counts) <= {b"301", b"302", b"400", b"404", b"414", b"301" if alive else b"503"}
