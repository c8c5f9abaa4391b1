"""Words that explain themselves where a page uses them first, the glossary, and the list from A to Z."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from centres.models import HomePage
from pages.glossary.edition import glossary
from pages.glossary.explain import Explainer
from pages.glossary.models import GlossaryTerm
from pages.models import BasePage

from ..crawl import Crawl
from ..factories import StandardPageFactory
from ..page_types import LANGUAGES, one_of

pytestmark = pytest.mark.django_db

GLOSSARY = {"fr": "/patients/glossaire/", "en": "/en/patients/glossary/"}
A_TO_Z = {"fr": "/a-z/", "en": "/en/a-z/"}
CHEMOTHERAPY = {"fr": "chimiothérapie", "en": "chemotherapy"}
CEILING = 30


def page_with(language: str, prose: str, **fields: Any) -> BasePage:
    return StandardPageFactory(parent=one_of(HomePage, language), lead="", in_short=prose, **fields)


def shown(client: Client, page: Page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.url).content.decode(), "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_first_use_opens_the_definition(client: Client, language: str) -> None:
    word = CHEMOTHERAPY[language]
    page = page_with(
        language,
        f"<p>Voir <a href='https://example.org/'>{word}</a>, <i>{word}</i> &amp; {word}.</p><p>{word}</p>",
    )
    main = shown(client, page).main
    assert main is not None
    (button,) = main.select("button.explained")
    assert button.get_text() == word
    assert button.parent is not None
    assert button.parent.name == "p"
    note = main.find(id=button["popovertarget"])
    assert note is not None
    assert note.has_attr("popover")
    assert note.parent is not None
    assert note.parent.name == "div"
    term = GlossaryTerm.objects.get(key="chemotherapy", locale__language_code=language)
    assert term.definition in note.get_text()
    assert "&" in button.parent.get_text()
    unreviewed = {"fr": "pas encore relue par un médecin", "en": "not yet reviewed by a clinician"}
    assert unreviewed[language] in note.get_text()


def test_a_page_may_go_without(client: Client) -> None:
    page = page_with("fr", "<p>La chimiothérapie.</p>", explain_terms=False)
    assert not shown(client, page).select(".explained")


def test_an_edited_term_is_seen_at_once(client: Client) -> None:
    page = page_with("fr", "<p>La chimiothérapie.</p>")
    term = GlossaryTerm.objects.get(key="chemotherapy", locale__language_code="fr")
    term.definition = "Une définition & nouvelle <b>."
    term.save_revision().publish()
    note = shown(client, page).find(id="explanation-chemotherapy")
    assert note is not None
    assert "Une définition & nouvelle <b>." in note.get_text()
    term.refresh_from_db()
    term.unpublish()
    assert not shown(client, page).select(".explained")


def test_no_explanation_in_links_headings_or_twice(crawl: Crawl) -> None:
    buttons = 0
    for answer in crawl.pages:
        assert not answer.soup.select(":is(a, h1, h2, h3, h4, button, summary) .explained")
        targets = [str(item["popovertarget"]) for item in answer.soup.select(".explained")]
        assert len(set(targets)) == len(targets)
        assert set(targets) <= answer.ids
        assert len(answer.soup.select(".explanation")) == len(targets)
        buttons += len(targets)
    assert buttons > 100


@pytest.mark.parametrize("tag", ["h2", "h3", "h4", "a", "em", "q", "blockquote", "dfn"])
def test_where_a_term_is_not_explained_its_next_use_is(tag: str) -> None:
    word = CHEMOTHERAPY["fr"]
    html = Explainer(glossary(None, "fr")).write(f"<{tag}>{word}</{tag}><p>{word}</p>")
    soup = BeautifulSoup(html, "html.parser")
    assert len(soup.select(".explained")) == 1
    assert not soup.select(f"{tag} .explained")


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_cost_a_page_no_query(client: Client, language: str) -> None:
    page = page_with(language, f"<p>{CHEMOTHERAPY[language]}</p>", slug="test-of-cost")
    bare = page_with(language, "<p>.</p>", slug="test-of-cost-bare")
    for item in (page, bare):
        client.get(item.url)
    counts = []
    for item in (page, bare):
        with CaptureQueriesContext(connection) as captured:
            client.get(item.url)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_lists_every_term_by_letter(crawl: Crawl, language: str) -> None:
    answer = crawl.page(GLOSSARY[language])
    terms = GlossaryTerm.objects.filter(live=True, locale__language_code=language)
    assert terms.count() > 70
    assert {f"term-{term.key}" for term in terms} <= answer.ids
    names = [tag.contents[0].strip() for tag in answer.soup.select("dl.glossary dt")]
    assert sorted(names) == sorted(term.term for term in terms)
    for link in answer.soup.select(".letters a"):
        assert str(link["href"])[1:] in answer.ids
    script = answer.soup.find("script", type="application/ld+json")
    assert script is not None
    graph = json.loads(script.get_text())["@graph"]
    (known,) = (item for item in graph if item["@type"] == "DefinedTermSet")
    assert known["inLanguage"] == language
    assert [item["name"] for item in known["hasDefinedTerm"]] == names
    for item in known["hasDefinedTerm"]:
        assert item["url"].partition("#")[2] in answer.ids


def test_terms_have_twins_and_one_meaning_each() -> None:
    french = GlossaryTerm.objects.filter(locale=Locale.objects.get(language_code="fr"))
    for term in french:
        assert term.get_translations().get().key == term.key
    for language in LANGUAGES:
        names = [
            name.casefold()
            for term in GlossaryTerm.objects.filter(locale__language_code=language)
            for name in (term.term, *term.other_names)
        ]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_to_z_holds_all_pages_terms_and_partners(client: Client, language: str) -> None:
    client.get(A_TO_Z[language])
    with CaptureQueriesContext(connection) as captured:
        response = client.get(A_TO_Z[language])
    assert len(captured) <= CEILING
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    links = {str(link["href"]) for link in soup.select(".index a")}
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=2)
    assert {page.url for page in pages} <= links
    assert f"{GLOSSARY[language]}#term-clcc" in links
    by_name: dict[str, set[str]] = {}
    for link in soup.select(".index a"):
        by_name.setdefault(" ".join(link.get_text().split()), set()).add(str(link["href"]))
    assert {"GANIL", "CNRS"} <= by_name.keys()
    assert not {name: targets for name, targets in by_name.items() if len(targets) > 1}
    ids = {str(tag["id"]) for tag in soup.find_all(id=True)}
    assert {str(link["href"])[1:] for link in soup.select(".letters a")} <= ids


def test_a_to_z_does_not_grow(client: Client) -> None:
    counts = []
    for number in range(2):
        for copy in range(10 * number):
            StandardPageFactory(parent=one_of(HomePage, "fr"), title=f"Été numéro {copy}")
        client.get("/a-z/")
        with CaptureQueriesContext(connection) as captured:
            assert ("Été numéro 9" in client.get("/a-z/").content.decode()) == bool(number)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_find_the_list(crawl: Crawl, client: Client, language: str) -> None:
    assert A_TO_Z[language] in crawl.answers
    search = {"fr": "/rechercher/?q=zzzzqx", "en": "/en/search/?q=zzzzqx"}[language]
    assert f'href="{A_TO_Z[language]}"' in client.get(search).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_behind_each_door_is_a_page(crawl: Crawl, language: str) -> None:
    home = crawl.page("/" if language == "fr" else "/en/")
    doors = home.soup.select(".directory")[0].select("a.row-link")
    assert len(doors) == 6
    for door in doors:
        page = crawl.page(str(door["href"]))
        assert page.language == language
        assert len(page.soup.select("main section h2")) >= 3
