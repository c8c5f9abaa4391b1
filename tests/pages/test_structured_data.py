"""JSON-LD: schema.org's own words, one connected graph, names that last, nothing unconfirmed."""

import json
from typing import Any

import pytest
from django.test import Client

from centres.models import AwardPage, CentrePage, PartnerPage, ProjectPage, SpecialityPage
from pages.models import ArticlePage, BasePage

from .. import vocabulary
from ..crawl import Answer, Crawl
from ..factories import CentreFactory, CentrePageFactory, CentreSiteFactory, TelephoneFactory
from ..page_types import LANGUAGES, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def graph(answer: Any) -> list[dict[str, Any]]:
    """Return the things of a page, or none where it has no structured data."""
    found = answer.soup.find_all("script", type="application/ld+json")
    return [thing for script in found for thing in json.loads(script.string)["@graph"]]


def read(client: Client, page: Any) -> list[dict[str, Any]]:
    response = client.get(page.url)
    return graph(Answer(page.url, 200, {}, response.content.decode(), ""))


def of_type(things: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(thing for thing in vocabulary.things(things) if thing["@type"] == name)


@pytest.mark.drill
def test_every_page_speaks_schema_org(crawl: Crawl) -> None:
    types = set()
    problems = []
    for answer in crawl.pages:
        things = graph(answer)
        types |= {thing["@type"] for thing in vocabulary.things(things)}
        problems += [(answer.path, problem) for problem in vocabulary.problems(things)]
    assert not problems
    assert types >= {
        "Article", "BreadcrumbList", "Hospital", "MedicalWebPage", "Organization", "RadiationTherapy",
        "ResearchProject", "SurgicalProcedure", "WebSite",
    }  # fmt: skip


@pytest.mark.drill
@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Clinic"},
        {"@type": "Hospital", "doctors": "two"},
        {"@type": "Hospital", "telephone": ["+33231455050", 5]},
        {"@type": "Hospital", "medicalSpecialty": "https://schema.org/Radiation"},
        {"@type": "Hospital", "awards": "Prize"},
        {"@type": "WebPage", "dateModified": "24/11/2026"},
        {"@type": "WebPage", "breadcrumb": {"@type": "Hospital", "name": "Un"}},
    ],
)
def test_what_is_not_schema_org_is_found(wrong: dict[str, Any]) -> None:
    assert vocabulary.problems([wrong])


def test_every_graph_is_connected_and_says_each_thing_once(crawl: Crawl) -> None:
    problems = []
    for answer in crawl.pages:
        things = graph(answer)
        names = [thing["@id"] for thing in things]
        if len(names) != len(set(names)):
            problems.append((answer.path, "a name twice"))
        reached = links_from(things[1]) if things else set()
        waiting = set(reached)
        while waiting:
            more = {
                name for thing in things if thing["@id"] in waiting for name in links_from(thing)
            }
            waiting = more - reached
            reached |= more
        problems += [(answer.path, name) for name in names[:1] + names[2:] if name not in reached]
    assert not problems


def links_from(thing: dict[str, Any]) -> set[str]:
    """Return the names to which a thing points, however deep."""
    return {
        name
        for value in thing.values()
        for item in (value if isinstance(value, list) else [value])
        if isinstance(item, dict)
        for name in {item.get("@id", ""), *links_from(item)}
        if name
    }


RECORD_PAGES = [CentrePage, SpecialityPage, PartnerPage, ProjectPage]


@pytest.mark.parametrize("model", RECORD_PAGES)
def test_a_thing_has_one_name_in_both_languages_and_keeps_it(
    client: Client, model: type[BasePage]
) -> None:
    page = one_of(model, "fr")
    record = getattr(page, page.record_name)
    name = f"http://localhost/id/{page.record_name}/{record.key}"
    names = {item["@id"] for item in vocabulary.things(read(client, page)) if "@id" in item}
    twin = page.get_translations().get().specific
    assert name in names
    assert name in {item.get("@id") for item in vocabulary.things(read(client, twin))}
    page.slug, page.title = "un-tout-autre-nom", "Un tout autre nom"
    page.save_revision().publish()
    page.refresh_from_db()
    renamed = {item["@id"] for item in vocabulary.things(read(client, page)) if "@id" in item}
    assert names == renamed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_leads_to_the_page_in_the_reader_s_language(client: Client, language: str) -> None:
    for model in (CentrePage, ArticlePage, AwardPage):
        page = one_of(model, language)
        record = getattr(page, page.record_name) if page.record_name else None
        path = (
            f"/id/{page.record_name}/{record.key}" if record else f"/id/page/{page.translation_key}"
        )
        response = client.get(path, headers={"accept-language": language})
        assert response.status_code == 303
        assert response.headers["Location"].removeprefix("http://localhost") == page.url
        assert not response.cookies


def test_a_name_leads_to_the_other_language_where_the_reader_s_has_no_page(client: Client) -> None:
    page = one_of(ArticlePage, "en")
    twin = page.get_translations().get()
    page.unpublish()
    response = client.get(f"/id/page/{page.translation_key}", headers={"accept-language": "en"})
    assert response.headers["Location"].endswith(twin.url)


@pytest.mark.parametrize(
    "path", ["/id/page/nothing", "/id/centre/nothing", "/id/pages/francois-baclesse"]
)
def test_an_unknown_name_leads_nowhere(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("mark", "said"), [("verified", True), ("to_be_confirmed", False), ("withheld", False)]
)
def test_only_confirmed_addresses_and_telephones_are_said(
    client: Client, mark: str, said: bool
) -> None:
    centre = CentreFactory(key="lisieux")
    TelephoneFactory(centre=centre, fact__mark=mark, fact__reason_fr="a", fact__reason_en="b")
    CentreSiteFactory(centre=centre, address_fact__mark=mark)
    page = CentrePageFactory(parent=one_of(CentrePage, "fr").get_parent(), centre=centre)
    hospital = of_type(read(client, page), "Hospital")
    assert ("telephone" in hospital, "contactPoint" in hospital, "address" in hospital) == (
        said,
    ) * 3
    if said:
        assert hospital["telephone"] == "+33231000000"
        assert hospital["address"]["streetAddress"] == "99 rue du Test"


def test_a_centre_says_what_it_offers_and_is_a_member_of(crawl: Crawl) -> None:
    page = one_of(CentrePage, "en")
    hospital = of_type(graph(crawl.page(page.url)), "Hospital")
    offered = {thing["@type"]: thing["name"] for thing in hospital["availableService"]}
    assert offered == {"RadiationTherapy": "Proton therapy"}
    assert "https://schema.org/Oncologic" in hospital["medicalSpecialty"]
    assert [item["alternateName"] for item in hospital["memberOf"]] == ["Unicancer"]
    assert any("Unicancer" in text for text in hospital["award"])


def test_an_article_says_whom_it_is_about(crawl: Crawl) -> None:
    page = ArticlePage.objects.live().get(slug="agreement-with-labeo")
    article = of_type(graph(crawl.page(page.url)), "Article")
    assert article["headline"] == page.title
    assert [item["@type"] for item in article["about"]] == ["Hospital"]
