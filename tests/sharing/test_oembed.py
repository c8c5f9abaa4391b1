"""The oEmbed provider, as a consumer from outside reads it and as it answers what it can't read."""

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from micawber import Provider, ProviderRegistry
from micawber.exceptions import ProviderHTTPException
from wagtail.contrib.redirects.models import Redirect

from centres.models import AwardPage, CentrePage
from pages.models import ArticlePage, BasePage
from pages.sharing.embeds import embed_path

from ..page_types import LANGUAGES, one_of

pytestmark = pytest.mark.django_db

HOST = "http://localhost"
PROVIDERS = {"fr": "/oembed", "en": "/en/oembed"}


class ClientProvider(Provider):
    """Micawber's provider, which fetches by the test client."""

    def fetch(self, url: str) -> str:
        path = url.removeprefix(HOST)
        assert path != url
        answer = Client().get(path, headers={"host": "localhost"})
        assert not answer.cookies
        if answer.status_code != 200:
            raise ProviderHTTPException(url, answer.status_code)
        return answer.content.decode()


def consume(page: BasePage, **wanted: Any) -> dict[str, Any]:
    """Find the provider in the page's head, as a consumer does, and ask it."""
    html = Client().get(page.url).content
    link = BeautifulSoup(html, "html.parser").find("link", type="application/json+oembed")
    assert isinstance(link, Tag)
    registry = ProviderRegistry()
    endpoint = str(link["href"]).split("?")[0]
    registry.register(rf"{HOST}/.*", ClientProvider(endpoint))
    found: dict[str, Any] = registry.request(page.full_url, **wanted)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [CentrePage, AwardPage])
def test_a_consumer_shows_a_centre_and_an_award_as_a_card(
    model: type[BasePage], language: str
) -> None:
    page = one_of(model, language)
    found = consume(page)
    assert (found["type"], found["version"]) == ("rich", "1.0")
    assert found["title"] == page.title
    frame = BeautifulSoup(found["html"], "html.parser").iframe
    assert frame is not None
    assert frame["src"] == HOST + embed_path(page)
    assert frame["title"] == page.title
    assert (frame["width"], frame["height"]) == (str(found["width"]), str(found["height"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_consumer_shows_another_page_as_a_link_with_a_picture(language: str) -> None:
    page = one_of(ArticlePage, language)
    found = consume(page)
    assert found["type"] == "link"
    assert "html" not in found
    assert urlsplit(found["thumbnail_url"]).netloc == "localhost"
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (1200, 630)
    assert "thumbnail_url" not in consume(page, maxwidth=600)


def test_a_card_is_no_larger_than_what_is_asked() -> None:
    found = consume(one_of(CentrePage, "fr"), maxwidth=300, maxheight=2000)
    assert found["width"] == 300
    assert found["height"] < 2000
    assert 'width="300"' in found["html"]


def test_a_consumer_gets_nothing_of_what_is_no_page() -> None:
    registry = ProviderRegistry()
    registry.register(rf"{HOST}/.*", ClientProvider(f"{HOST}/oembed"))
    with pytest.raises(ProviderHTTPException):
        registry.request(f"{HOST}/nulle-part/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_answers_in_xml_too(client: Client, language: str) -> None:
    page = one_of(CentrePage, language)
    answer = client.get(PROVIDERS[language], {"url": page.full_url, "format": "xml"})
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own answer)
    assert root.findtext("type") == "rich"
    assert "<iframe" in (root.findtext("html") or "")


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ({}, 400, "url"),
        ({"url": " "}, 400, "url"),
        ({"url": f"{HOST}/", "maxwidth": "wide"}, 400, "maxwidth"),
        ({"url": f"{HOST}/", "maxheight": "0"}, 400, "maxheight"),
        ({"url": f"{HOST}/", "maxheight": "9" * 5000}, 400, "maxheight"),
        ({"url": f"{HOST}/", "format": "yaml"}, 501, "json"),
        ({"url": f"{HOST}/nulle-part/"}, 404, ""),
        ({"url": f"{HOST}/rechercher/"}, 404, ""),
        ({"url": "https://example.org/"}, 404, ""),
        ({"url": "http://[broken/"}, 404, ""),
        ({"url": "ftp://localhost/"}, 404, ""),
        ({"url": "/centres/"}, 404, ""),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_can_t_answer_is_a_problem_in_words(
    client: Client, language: str, query: dict[str, str], status: int, named: str
) -> None:
    answer = client.get(PROVIDERS[language], query)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert named in problem["detail"]
    french = any(word in problem["detail"] for word in ("paramètre", "sont", "Aucune"))
    assert french == (language == "fr")


def test_other_sites_scripts_may_ask(client: Client) -> None:
    answer = client.get("/oembed", {"url": f"{HOST}/"})
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_address_leads_to_the_page_as_it_is_now(client: Client, language: str) -> None:
    page = one_of(CentrePage, language)
    Redirect.objects.create(old_path="/une-adresse-ancienne", redirect_page=page)
    Redirect.objects.create(old_path="/plus-ancienne", redirect_link="/une-adresse-ancienne/")
    Redirect.objects.create(old_path="/en-rond", redirect_link="/en-rond/")
    for old in ("/une-adresse-ancienne/", "/plus-ancienne/", f"/{language}{page.url}"):
        if language == "en" and old.startswith("/en/en/"):
            continue
        found = client.get("/oembed", {"url": HOST + old}).json()
        assert found["title"] == page.title, old
    assert client.get("/oembed", {"url": f"{HOST}/en-rond/"}).status_code == 404
    page.unpublish()
    assert client.get("/oembed", {"url": f"{HOST}/une-adresse-ancienne/"}).status_code == 404
