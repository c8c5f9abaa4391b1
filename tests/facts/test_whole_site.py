"""On the whole site: nothing withheld, nothing promised, nothing unconfirmed without saying so."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from centres.models import Site
from pages import formats
from pages.facts.models import Fact
from pages.facts.states import Mark

from ..crawl import Crawl

DAY = date(2026, 11, 24)

#: What no page may promise (facts.md 1.4), wherever the words come from.
PROMISES = (
    "sans effet secondaire",
    "sans effets secondaires",
    "aucun effet secondaire",
    "no side effect",
    "without side effect",
    "gratuit",
    "free of charge",
    "numéro un",
    "number one",
    "without damaging",
    "sans abîmer",
)


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def test_no_withheld_fact_on_any_page(crawl: Crawl) -> None:
    withheld = list(Fact.objects.filter(mark=Mark.WITHHELD))
    assert len(withheld) >= 4, "the content withholds S045, S072, E21, S044-only and S043's claim"
    said = [
        (plain(words), fact.key)
        for fact in withheld
        for language in ("fr", "en")
        for words in (fact.wording_on(DAY, language), fact.in_language("reason", language))
    ]
    problems = []
    for answer in crawl.pages:
        text = plain(answer.visible_text)
        problems += [(answer.path, key) for words, key in said if words in text]
        for fact in withheld:
            if f"fact-{fact.key}" in answer.ids:
                problems.append((answer.path, fact.key))
    assert not problems


def test_published_facts_are_found_by_the_same_search(crawl: Crawl) -> None:
    """The test above would find a fact that is shown: it finds those that are."""
    text = {path: plain(crawl.page(path).visible_text) for path in ("/sources/", "/en/sources/")}
    published = [fact for fact in Fact.objects.published() if fact.fact_sources.exists()]
    for path, language in (("/sources/", "fr"), ("/en/sources/", "en")):
        unseen = [
            fact.key
            for fact in published
            if plain(fact.wording_on(DAY, language)) not in text[path]
        ]
        assert not unseen


#: Where the law wants it said that a letter to the Défenseur des droits costs nothing.
FREE_LETTER = {"/accessibilite/", "/en/accessibility/"}


@pytest.mark.parametrize("promise", PROMISES)
def test_no_page_promises_what_nobody_can(crawl: Crawl, promise: str) -> None:
    found = [
        (answer.path, text[max(0, at - 60) : at + 60])
        for answer in crawl.pages
        if not (promise in {"gratuit", "free of charge"} and answer.path in FREE_LETTER)
        for text in [plain(answer.visible_text)]
        for at in [text.find(promise)]
        if at >= 0
    ]
    assert not found


def unconfirmed(value_type: str) -> set[str]:
    """Return the values of this type that no confirmed fact gives."""
    facts = Fact.objects.published().filter(value_type=value_type)
    calm = {fact.value for fact in facts if fact.state_on(DAY) in {"confirmed", "due_soon"}}
    return {fact.value for fact in facts} - calm


def surroundings(tag: Tag) -> Tag:
    """Return the smallest block in which a link stands with the words that belong to it."""
    block = tag.find_parent(["p", "li", "dd", "td", "address", "div"])
    assert block is not None
    alone = " ".join(block.get_text().split()) == " ".join(tag.get_text().split())
    return block.parent if alone and block.parent else block


def test_no_unconfirmed_telephone_without_its_chip(crawl: Crawl) -> None:
    numbers = {formats.telephone_href(value) for value in unconfirmed("telephone")}
    seen = 0
    problems = set()
    for answer in crawl.pages:
        for link in answer.soup.find_all("a", href=numbers.__contains__):
            seen += 1
            block = surroundings(link)
            links = block.find_all("a", href=numbers.__contains__)
            if len(block.select(".chip")) < len(links):
                problems.add((answer.path, str(link["href"])))
    assert not problems
    assert seen, "no number of the content is unconfirmed: the test proves nothing"


def test_no_unconfirmed_address_without_its_chip(crawl: Crawl) -> None:
    calm = {"confirmed", "due_soon"}
    sites = [
        site
        for site in Site.objects.select_related("address_fact").exclude(street="")
        if site.address_fact.is_published and site.address_fact.state_on(DAY) not in calm
    ]
    problems = []
    for answer in crawl.pages:
        if answer.path.startswith(("/sources/", "/en/sources/")) and answer.path.count("/") > 2 + (
            answer.language == "en"
        ):
            continue  # the page about a single fact says its state under the title
        for site in sites:
            for text in answer.soup.find_all(string=re.compile(re.escape(site.street))):
                block = text.find_parent(["p", "li", "dd", "td", "address", "div"])
                if text.parent.name != "script" and not block.select(".chip"):
                    problems.append((answer.path, site.street))
    assert not problems


def test_structured_data_hold_no_unconfirmed_telephone(crawl: Crawl) -> None:
    values = unconfirmed("telephone")
    problems = []
    for answer in crawl.pages:
        for script in answer.soup.find_all("script", type="application/ld+json"):
            problems += [(answer.path, value) for value in values if value in str(script)]
    assert not problems


def test_every_fact_on_a_page_has_its_sources_at_the_foot(crawl: Crawl) -> None:
    facts = {fact.key: fact for fact in Fact.objects.published().with_sources()}
    problems = []
    entries = 0
    for answer in crawl.pages:
        for mark in answer.soup.select("a.source-mark"):
            if str(mark["href"]).lstrip("#") not in answer.ids:
                problems.append((answer.path, "no entry for", mark["href"]))
        for entry in answer.soup.select("li[id^=fact-]"):
            entries += 1
            fact = facts[str(entry["id"]).removeprefix("fact-")]
            text = plain(entry.get_text())
            missing = [link for link in fact.sources_list if plain(link.title) not in text]
            problems += [(answer.path, fact.key, link.title) for link in missing]
            if fact.state_on(DAY) not in {"confirmed", "due_soon"} and not entry.select(".chip"):
                problems.append((answer.path, fact.key, "no chip"))
    assert not problems
    assert entries > 300


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/sources/E05/", "ce fait figure aussi sur d’autres"),
        ("/en/sources/E05/", "on others, too"),
    ],
)
def test_a_fact_that_stands_everywhere_names_the_nearest_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, more: str
) -> None:
    def named() -> tuple[list[str], bool]:
        text = client.get(address).content.decode()
        heading = BeautifulSoup(text, "html.parser").select_one("#section-pages")
        section = heading and heading.find_parent("section")
        assert section is not None
        return [link["href"] for link in section.select("li a")], more in section.get_text()

    everywhere, told = named()
    assert len(everywhere) > 2
    assert not told
    monkeypatch.setattr("pages.facts.views.MOST_PAGES", 2)
    assert named() == (everywhere[:2], True)
    monkeypatch.setattr("pages.facts.views.MOST_PAGES", len(everywhere))
    assert named() == (everywhere, False)


@pytest.mark.drill
@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_fact_answers_at_its_address(client: Client, prefix: str) -> None:
    published = [fact.key for fact in Fact.objects.published()]
    assert len(published) > 150
    statuses = {key: client.get(f"{prefix}/sources/{key}/").status_code for key in published}
    assert {key: status for key, status in statuses.items() if status != 200} == {}
