"""A page asks the database a bounded number of questions, however much it shows."""

import json
import re
import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from centres.models import AwardIndexPage, CentrePage, PartnerIndexPage, ProjectIndexPage
from pages.facts.models import FactSource
from pages.models import ArticleIndexPage, BasePage, StandardPage

from ..crawl import Crawl
from ..factories import (
    ArticlePageFactory,
    AwardPageFactory,
    FactFactory,
    PartnerPageFactory,
    ProjectPageFactory,
    SourceFactory,
    StandardPageFactory,
)
from ..page_types import LANGUAGES, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]

CEILING = 25
MANY = 20
#: Where each one is costly to make.
FEW = 3
#: The English page rests on the same queries: it is looked at by the drill.
IN_TURN = ["fr", pytest.param("en", marks=pytest.mark.drill)]


def queries(client: Client, path: str) -> list[str]:
    """Return the queries of one page with nothing in a cache."""
    cache.clear()
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_no_page_and_no_view_asks_more_than_twenty_five(crawl: Crawl) -> None:
    counts = {answer.path: answer.queries for answer in crawl.pages}
    assert len(counts) > 100
    assert min(counts.values()) > 0, "nothing was counted"
    assert not {path: count for path, count in counts.items() if count > CEILING}


@pytest.mark.parametrize("path", ["/rechercher/?q=cancer", "/en/search/?q=cancer", "/sitemap.xml"])
def test_no_list_of_pages_asks_more_than_twenty_five(client: Client, path: str) -> None:
    assert len(queries(client, path)) <= CEILING


@pytest.mark.parametrize("path", ["/nulle-part/", "/en/nowhere/"])
def test_an_unknown_address_costs_no_more(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 404
    assert len(captured) <= CEILING


def reverse_in(language: str, name: str, *args: str) -> str:
    with translation.override(language):
        return reverse(name, args=args)


def growth(client: Client, path: str, more: Any, times: int = MANY) -> tuple[int, int]:
    """Return the number of queries before and after ``more`` has been called so many times."""
    client.get(path)  # what a process asks once only (content types) isn't the page's
    before = len(queries(client, path))
    for number in range(times):
        more(number)
    return before, len(queries(client, path))


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_the_list_of_partners_does_not_grow(client: Client, language: str) -> None:
    index = one_of(PartnerIndexPage, language)
    before, after = growth(
        client, index.url, lambda n: PartnerPageFactory(parent=index, title=f"Partenaire {n}")
    )
    assert after == before
    assert client.get(index.url).content.decode().count("Partenaire 1") >= 11


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_the_list_of_awards_does_not_grow(client: Client, language: str) -> None:
    centre = one_of(CentrePage, language)
    index = one_of(AwardIndexPage, language)
    before, after = growth(
        client, index.url, lambda n: AwardPageFactory(parent=centre, title=f"Distinction {n}")
    )
    assert after == before
    assert client.get(index.url).content.decode().count("Distinction 1") >= 11


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_the_list_of_projects_does_not_grow(client: Client, language: str) -> None:
    centre = one_of(CentrePage, language)
    index = one_of(ProjectIndexPage, language)
    before, after = growth(
        client, index.url, lambda n: ProjectPageFactory(parent=centre, title=f"Projet {n}")
    )
    assert after == before


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_the_list_of_articles_does_not_grow(client: Client, language: str) -> None:
    index = one_of(ArticleIndexPage, language)
    before, after = growth(
        client, index.url, lambda n: ArticlePageFactory(parent=index, title=f"Nouvelle {n}")
    )
    assert after == before


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_a_section_does_not_grow_with_its_pages(client: Client, language: str) -> None:
    section = StandardPageFactory(parent=one_of(StandardPage, language).get_parent())
    StandardPageFactory(parent=section)
    before, after = growth(client, section.url, lambda n: StandardPageFactory(parent=section))
    assert after == before


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_a_centre_does_not_grow_with_its_awards(client: Client, language: str) -> None:
    centre = one_of(CentrePage, language)

    def more(number: int) -> None:
        AwardPageFactory(parent=centre, award__centre=centre.centre)

    before, after = growth(client, centre.url, more)
    assert after == before


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.parametrize("language", IN_TURN)
def test_a_fact_does_not_grow_with_its_sources_versions_and_pages(
    client: Client, language: str
) -> None:
    fact = FactFactory()
    fact.save_revision().publish()
    home = one_of(StandardPage, language).get_parent()

    def more(number: int) -> None:
        FactSource.objects.create(fact=fact, source=SourceFactory(), sort_order=number)
        fact.value = str(int(fact.value) + 1)
        fact.save_revision().publish()
        embed = f'<p><embed embedtype="fact" id="{fact.pk}"/></p>'
        StandardPageFactory(parent=home, in_short=embed, title=f"Page {number} de test")

    path = reverse_in(language, "fact", fact.key)
    more(FEW)
    before, after = growth(client, path, more, times=FEW)
    assert after == before
    text = client.get(path).content.decode()
    assert text.count(" de test</a>") == FEW + 1
    assert len(re.findall(r"<li>\s*<p><strong>", text)) == FEW + 2  # the versions


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_type_of_page_asks_much_or_the_same_twice(client: Client, language: str) -> None:
    for model in BasePage.__subclasses__():
        page = one_of(model, language)
        asked = queries(client, page.url)
        assert len(asked) <= CEILING, page.url
        assert {sql for sql in asked if asked.count(sql) > 1} == set(), page.url


def busy_page(language: str, count: int) -> Page:
    """Return a page with so many facts and links, in blocks and in prose."""
    home = one_of(StandardPage, language).get_parent()
    targets = [StandardPageFactory(parent=home) for _number in range(count)]
    facts = [FactFactory() for _number in range(count)]
    prose = "".join(
        f'<p><a linktype="page" id="{page.pk}">ici</a> <embed embedtype="fact" id="{fact.pk}"/></p>'
        for page, fact in zip(targets, facts, strict=True)
    )
    content = [
        ("facts", [item(fact.pk) for fact in facts]),
        ("text", prose),
        (
            "links",
            [item({"page": page.pk, "url": "", "label": "là", "hint": ""}) for page in targets],
        ),
    ]
    value = {
        "heading": "Un titre",
        "aside": prose,
        "content": [
            {"type": name, "value": data, "id": str(uuid.uuid4())} for name, data in content
        ],
    }
    body = json.dumps([{"type": "section", "value": value, "id": str(uuid.uuid4())}])
    return StandardPageFactory(parent=home, in_short=prose, body=body)


def item(value: Any) -> dict[str, Any]:
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


@pytest.mark.once
@pytest.mark.drill
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_with_fifty_facts_and_links_asks_as_much_as_one_with_five(
    client: Client, language: str
) -> None:
    few, many = busy_page(language, 5), busy_page(language, 50)
    fewer = queries(client, few.url)
    assert len(queries(client, many.url)) == len(fewer)
    text = client.get(many.url).content.decode()
    assert text.count(">ici</a>") == 150
    assert text.count(">là</a>") == 50
