"""The language switch where a page has no twin, and addresses with a language in them."""

import pytest
from django.test import Client

from centres.models import CentrePage, SpecialityPage
from pages.models import StandardPage

from ..crawl import Answer
from ..factories import SpecialityPageFactory, StandardPageFactory
from ..page_types import one_of

pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> Answer:
    response = client.get(path)
    return Answer(path, response.status_code, dict(response.headers), response.content.decode(), "")


def switches(answer: Answer) -> list[tuple[str, str]]:
    return [
        (str(tag["href"]), tag.small.get_text() if tag.small else "")
        for tag in answer.soup.select("a.language-tile")
    ]


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "page la plus proche"), ("en", "nearest page")]
)
def test_without_a_live_twin_it_leads_to_the_nearest_parent_and_says_so(
    client: Client, language: str, words: str
) -> None:
    page = one_of(SpecialityPage, language)
    twin = page.get_translations().get()
    parent = twin.get_parent()
    twin.unpublish()
    answer = read(client, page.url)
    assert set(switches(answer)) == {(parent.url, words)}
    alternates = answer.soup.find_all("link", rel="alternate", hreflang=True)
    assert {tag["hreflang"] for tag in alternates} <= {language}
    assert not answer.soup.select("a.twin"), "no section has a place in the other language"
    assert not answer.soup.find("meta", property="og:locale:alternate")


def test_it_climbs_over_parents_that_have_no_twin_either(client: Client) -> None:
    page = one_of(SpecialityPage, "fr")
    centre = page.get_parent()
    index = centre.get_parent()
    for twin in (page.get_translations().get(), centre.get_translations().get()):
        twin.unpublish()
    assert {url for url, _words in switches(read(client, page.url))} == {
        index.get_translations().get().url
    }


def test_it_leads_home_where_nothing_else_is_left(client: Client) -> None:
    page = StandardPageFactory(parent=one_of(StandardPage, "en").get_parent(), title="Only here")
    assert {url for url, _words in switches(read(client, page.url))} == {"/"}


def test_links_to_a_page_that_is_not_live_in_the_language_are_left_out(client: Client) -> None:
    page = one_of(SpecialityPage, "en")
    page.unpublish()
    centre = page.get_parent()
    assert f'href="{page.url}"' not in client.get(centre.url).content.decode()
    french = page.get_translations().get()
    assert f'href="{french.url}"' in client.get(french.get_parent().url).content.decode()


def test_a_page_in_one_language_is_not_listed_in_the_other(client: Client) -> None:
    centre = one_of(CentrePage, "fr")
    page = SpecialityPageFactory(parent=centre, title="Seulement en français")
    page.speciality.centres.add(centre.centre)
    page.speciality.save()
    english = centre.get_translations().get()
    assert f'href="{page.url}"' in client.get(centre.url).content.decode()
    assert page.title not in client.get(english.url).content.decode()


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/fr", "/"),
        ("/fr/", "/"),
        ("/fr/centres/", "/centres/"),
        ("/fr/rechercher/?q=caen", "/rechercher/?q=caen"),
        ("/fr/nulle-part/", "/nulle-part/"),
    ],
)
def test_french_needs_no_prefix(client: Client, asked: str, target: str) -> None:
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, target)


def test_the_redirect_never_leaves_the_site(client: Client) -> None:
    for asked in ("/fr//example.org/", "/fr/\\example.org/", "/fr///example.org"):
        location = client.get(asked)["Location"]
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\")), asked


@pytest.mark.parametrize("path", ["/", "/en/", "/centres/", "/en/centres/", "/rechercher/"])
@pytest.mark.parametrize("wanted", ["en-GB,en;q=0.9", "fr-FR", "de", ""])
def test_no_redirect_by_the_browser_s_language(client: Client, path: str, wanted: str) -> None:
    response = client.get(path, headers={"accept-language": wanted})
    assert response.status_code == 200
    language = "en" if path.startswith("/en/") else "fr"
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.headers["Content-Language"] == language
