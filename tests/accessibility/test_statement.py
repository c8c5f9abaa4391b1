"""The statement and the footer say what the grid says, in both languages, and no more."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from pages import figures
from pages.accessibility import figure
from pages.accessibility.grid import Grid, Result, State, grid, parse
from pages.models import Menu, SiteSettings

from ..crawl import Crawl
from .test_grid import file

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESSES = {"fr": "/accessibilite/", "en": "/en/accessibility/"}
HOMES = {"fr": "/", "en": "/en/"}
NAMES = {"fr": "Accessibilité", "en": "Accessibility"}
STATES = {
    "fr": {
        State.FULL: "totalement conforme",
        State.PARTIAL: "partiellement conforme",
        State.NONE: "non conforme",
    },
    "en": {
        State.FULL: "fully compliant",
        State.PARTIAL: "partially compliant",
        State.NONE: "not compliant",
    },
}
OPEN = (Result.NOT_MET, Result.NOT_TESTED)


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the site go by another grid."""

    def put(found: Grid) -> Grid:
        assert not found.problems
        monkeypatch.setattr("pages.accessibility.figure.grid", lambda: found)
        monkeypatch.setattr("pages.context_processors.grid", lambda: found)
        return found

    return put


def html(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def words(text: str) -> str:
    """The words of some HTML, blanks made one and plain."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def footer_link(text: str, language: str) -> str:
    """The words of the footer's link to the statement."""
    footer = text[text.index("<footer") : text.index("</footer>")]
    (found,) = re.findall(rf'<a href="{ADDRESSES[language]}">(.*?)</a>', footer, re.DOTALL)
    return words(found)


def expected_link(found: Grid, language: str) -> str:
    colon = " :" if language == "fr" else ":"
    return f"{NAMES[language]}{colon} {STATES[language][found.state]}"


def grids() -> list[tuple[str, Grid]]:
    """One grid of each state; the second lacks a single test."""
    today = date(2026, 11, 24)
    half = {f"c10_{place}": "non conforme" for place in range(1, 15)}
    half |= {
        f"c{theme}_{place}": "non testé" for theme in (4, 11, 12, 13) for place in range(1, 12)
    }
    return [
        ("all met", parse(file(), today)),
        ("one untested", parse(file(c7_5="non testé"), today)),
        ("more than half open", parse(file(**half), today)),
    ]


def test_the_grids_of_these_tests_have_the_three_states() -> None:
    assert [found.state for _name, found in grids()] == [State.FULL, State.PARTIAL, State.NONE]


def test_the_statement_is_a_figure_that_editors_can_choose() -> None:
    assert "accessibility-statement" in dict(figures.choices())


@pytest.mark.parametrize(("name", "found"), grids())
def test_page_and_footer_say_the_state_of_the_grid(
    client: Client, use: Any, language: str, name: str, found: Grid
) -> None:
    use(found)
    page = html(client, ADDRESSES[language])
    main = page[page.index("<main") : page.index("</main>")]
    assert f"<strong>{STATES[language][found.state]}</strong>" in main
    for state, wording in STATES[language].items():
        if state != found.state:
            assert f"<strong>{wording}</strong>" not in main
    assert footer_link(page, language) == expected_link(found, language)
    assert footer_link(html(client, HOMES[language]), language) == expected_link(found, language)


def test_with_one_untested_criterion_nothing_says_fully_compliant(
    client: Client, use: Any, language: str
) -> None:
    use(parse(file(c7_5="non testé"), date(2026, 11, 24)))
    for path in (ADDRESSES[language], HOMES[language]):
        assert STATES[language][State.FULL] not in words(html(client, path))


def test_every_page_has_the_state_in_its_footer(crawl: Crawl) -> None:
    assert len(crawl.pages) > 100
    for answer in crawl.pages:
        link = footer_link(answer.text, answer.language)
        assert link == expected_link(grid(), answer.language), answer.path


def test_the_statement_lists_all_that_is_open_and_nothing_else(language: str) -> None:
    themes = figure.open_themes(grid(), language)
    listed = [row.number for theme in themes for group in theme.groups for row in group.rows]
    wanted = [item.number for item in grid().criteria if item.result in OPEN]
    assert sorted(listed) == sorted(wanted)


def test_the_page_shows_each_open_criterion_with_its_barrier(client: Client, language: str) -> None:
    shown = words(html(client, ADDRESSES[language]))
    for item in grid().criteria:
        said = " ".join(f"{item.number} {item.text[language]}".split())
        assert (said in shown) == (item.result in OPEN), item.number
        if item.barrier:
            assert " ".join(item.barrier[language].split()) in shown


def test_the_page_gives_the_counts(client: Client, language: str) -> None:
    shown = words(html(client, ADDRESSES[language]))
    found = grid()
    percent = f"{found.rate} %" if language == "fr" else f"{found.rate}%"
    assert percent in shown
    with override(language):
        context = figure.draw({}).context
    assert context["met"] + context["not_met"] + context["not_tested"] == context["applicable"]
    assert context["applicable"] + context["not_applicable"] == context["total"] == 106


def test_the_page_says_that_it_is_a_self_assessment_and_whom_to_turn_to(
    client: Client, language: str
) -> None:
    page = html(client, ADDRESSES[language])
    own = {"fr": "auto-évaluation", "en": "self-assessment"}[language]
    assert own in page
    for wanted in (
        'href="https://www.defenseurdesdroits.fr"',
        "Libre réponse 71120, 75342 Paris CEDEX 07",
        'href="tel:+33969390000"',
        'href="tel:+33231455020"',
        'href="tel:+33232082222"',
    ):
        assert wanted in page[page.index("<main") : page.index("</main>")]


def test_the_page_gives_the_contact_address_once_there_is_one(
    client: Client, language: str
) -> None:
    assert "mailto:" not in html(client, ADDRESSES[language])
    SiteSettings.objects.update(contact_email="acces@example.org")
    assert 'href="mailto:acces@example.org"' in html(client, ADDRESSES[language])


def test_the_sample_pages_are_live(client: Client, language: str) -> None:
    assert {"home", "contact", "legal-notice", "accessibility", "site-map", "search"} <= {
        page.key for page in grid().sample
    }
    for page in grid().sample:
        assert client.get(page.address[language]).status_code == 200, page.key


def test_no_menu_types_the_state_itself() -> None:
    typed = [
        label
        for menu in Menu.objects.all()
        for item in menu.items.all()
        for label in (item.label_fr, item.label_en)
        if any(state in label.lower() for states in STATES.values() for state in states.values())
    ]
    assert typed == []


def test_without_a_statement_page_the_footer_claims_nothing(client: Client, language: str) -> None:
    SiteSettings.objects.update(accessibility_page=None)
    assert footer_link(html(client, HOMES[language]), language) == NAMES[language]


def test_a_grid_with_problems_claims_nothing() -> None:
    broken = replace(parse(file(), date(2026, 11, 24)), problems=("1.1: is wrong",))
    assert (broken.rate, broken.state) == (0, State.NONE)
