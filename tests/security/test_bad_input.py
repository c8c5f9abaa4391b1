"""Requests that make no sense get the right status in the right language, never a traceback."""

from typing import Any

import pytest
from django.test import Client

from ..crawl import Answer

pytestmark = pytest.mark.django_db

NOT_FOUND = {"fr": "Cette page est introuvable", "en": "This page isn’t here"}
UNREADABLE = {"fr": "Nous n’avons pas pu lire", "en": "We couldn’t read that request"}
READ_ONLY = {"fr": "Vous pouvez seulement lire", "en": "This page can only be read"}
PHONES = ("tel:+33231455020", "tel:+33232082222")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def language(path: str) -> str:
    return "en" if path.startswith("/en") else "fr"


def check(response: Any, path: str, status: int, words: dict[str, str]) -> Answer:
    text = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language(path)}">' in text
    assert words[language(path)] in text
    assert "Traceback" not in text
    return Answer(path, status, {}, text, "")


@pytest.mark.parametrize(
    "path",
    [
        "/nulle-part/",
        "/en/nowhere/",
        "/centres/nulle-part/",
        "/en/centres/nowhere/",
        "/a.php",
        "/en/.env",
        "/media/nothing.jpg",
        "/documents/99/x.pdf",
    ],
)
def test_an_unknown_address_helps_in_its_language(client: Client, path: str) -> None:
    answer = check(client.get(path), path, 404, NOT_FOUND)
    links = {written for written, _absolute in answer.links}
    assert set(PHONES) <= links, "both centres' telephones"
    search = "/en/search/" if language(path) == "en" else "/rechercher/"
    assert search in links
    assert answer.soup.find("form", action=search)
    assert answer.soup.find("meta", attrs={"name": "robots", "content": "noindex"})
    assert len(answer.soup.find_all("h1")) == 1


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/centres/", "/en/search/", "/rechercher/", "/sources/"]
)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_wrong_method_is_told_what_is_allowed(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(path)
    check(response, path, 405, READ_ONLY)
    allowed = {item.strip() for item in response.headers["Allow"].split(",")}
    assert {"GET", "HEAD"} <= allowed
    assert "POST" not in allowed


@pytest.mark.parametrize("path", ["/", "/en/", "/rechercher/", "/sitemap.xml", "/robots.txt"])
def test_head_answers_like_get_without_a_body(client: Client, path: str) -> None:
    response = client.head(path)
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("path", ["/", "/en/", "/en/search/", "/rechercher/"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"anything", "multipart/form-data"),
        (b"a=%ff%00&&&=", "application/x-www-form-urlencoded"),
        (b"{", "application/json"),
        (b"a=1&" * 20000, "application/x-www-form-urlencoded"),
    ],
)
def test_a_malformed_body_is_refused_without_being_read(
    client: Client, path: str, body: bytes, kind: str
) -> None:
    check(client.post(path, body, content_type=kind), path, 405, READ_ONLY)


@pytest.mark.parametrize(
    "path", ["/%00", "/en/%00/", "/centres/%00x/", "/rechercher/?q=a%00b", "/en/search/?q=%00"]
)
def test_a_nul_is_refused_before_any_database(client: Client, path: str) -> None:
    check(client.get(path), path, 400, UNREADABLE)


@pytest.mark.parametrize(
    "path", ["/%ff%fe/", "/en/%ff/", "/%C3%28/", "/en/%E2%82/", "/%F0%9F%98%80/", "/..%2f..%2fetc/"]
)
def test_a_broken_encoding_in_the_path_leads_nowhere(client: Client, path: str) -> None:
    check(client.get(path), path, 404, NOT_FOUND)


@pytest.mark.parametrize(
    "path", ["/rechercher/?q=%ff%fe", "/en/search/?q=%C3%28", "/?x=%ff", "/en/?%E2%82"]
)
def test_a_broken_encoding_in_the_query_is_harmless(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert f'<html lang="{language(path)}">' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "words"), [("/rechercher/", "C’est trop long"), ("/en/search/", "That is too long")]
)
def test_an_overlong_query_is_refused_with_the_reason_and_kept(
    client: Client, path: str, words: str
) -> None:
    assert client.get(path, {"q": "a" * 200}).status_code == 200
    response = client.get(path, {"q": "b" * 201})
    text = response.content.decode()
    assert response.status_code == 400
    assert words in text
    assert f'value="{"b" * 200}"' in text


@pytest.mark.parametrize("path", ["/rechercher/", "/en/search/"])
@pytest.mark.parametrize(
    "query",
    [
        {"q": "' OR 1=1 --"},
        {"q": '"unfinished'},
        {"q": "* & | ! ( ) : <->"},
        {"q": "NEAR("},
        {"q": "a" * 100, "page": "999999999999999999999"},
        {"q": "caen", "page": "-1"},
        {"q": "caen", "page": "x"},
        {"q": "🙂 \u202e"},
        {"utm_source": "x"},
        {},
    ],
)
def test_the_search_takes_anything(client: Client, path: str, query: dict[str, str]) -> None:
    assert client.get(path, query).status_code == 200


@pytest.mark.parametrize("path", ["/rechercher/", "/en/search/"])
def test_what_was_searched_is_shown_as_text(client: Client, path: str) -> None:
    text = client.get(path, {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/centres/", "/prix-et-labels/", "/en/awards/", "/sources/"]
)
@pytest.mark.parametrize(
    "query",
    ["a=1&a=2", "page=x", "centre=x", "year=99999999999", "kind[]=1", "=&&"],
)
def test_unexpected_parameters_change_nothing(client: Client, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize(
    "host", ["example.org", "localhost.example.org", "a b", "", "[::1", "testserver:x"]
)
@pytest.mark.parametrize("path", ["/", "/en/"])
def test_a_bad_host_is_refused(client: Client, path: str, host: str) -> None:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 400
    text = response.content.decode()
    assert f'<html lang="{language(path)}">' in text
    assert "example.org" not in text


@pytest.mark.parametrize("path", ["//[]/", "//evil.example/", "//evil.example/en/"])
def test_an_address_that_looks_like_a_host_leads_nowhere(client: Client, path: str) -> None:
    answer = check(client.get("/", PATH_INFO=path), "/", 404, NOT_FOUND)
    assert not answer.soup.find_all(href=lambda href: href and "//evil.example" in href[:16])
    assert "http://evil.example" not in answer.text


@pytest.mark.parametrize("path", ["/media/" + "x/" * 3000, f"/media/cards/1-{'a' * 300}.png"])
def test_a_name_that_no_file_can_have_leads_nowhere(client: Client, path: str) -> None:
    check(client.get(path), path, 404, NOT_FOUND)


def test_a_very_long_address_leads_nowhere(client: Client) -> None:
    check(client.get("/" + "a" * 5000 + "/"), "/", 404, NOT_FOUND)
