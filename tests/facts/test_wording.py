"""How a fact reads on a page: in its language, in the past once it is past, with its state."""

import json
import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import Tag
from django.test import Client

from pages.facts.models import Fact
from pages.facts.states import Mark
from pages.models import StandardPage

from ..crawl import Answer
from ..factories import FactFactory, StandardPageFactory, TelephoneFactFactory
from ..page_types import one_of

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def page_with(language: str, *facts: Fact) -> StandardPage:
    """Return a live page with a section that lists facts."""
    items = [{"type": "item", "value": fact.pk, "id": str(uuid.uuid4())} for fact in facts]
    content = [{"type": "facts", "value": items, "id": str(uuid.uuid4())}]
    value = {"heading": "Un titre de test", "content": content, "aside": ""}
    body = json.dumps([{"type": "section", "value": value, "id": str(uuid.uuid4())}])
    home = one_of(StandardPage, language).get_parent()
    return StandardPageFactory(parent=home, slug="page-de-test", body=body)


def shown(client: Client, page: StandardPage, day: datetime | None = None) -> Answer:
    with time_machine.travel(day or datetime(2026, 11, 24, 12, tzinfo=PARIS), tick=False):
        response = client.get(page.url)
    return Answer(page.url, response.status_code, {}, response.content.decode(), "")


def sentence(answer: Answer) -> Tag:
    tag = answer.soup.select_one("main ul.facts li")
    assert tag is not None
    return tag


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


TERM = {
    "ends_on": datetime(2026, 8, 31).date(),
    "value_type": "date",
    "value": "2026-08-31",
    "wording_fr": "Le label vaut jusqu’au {value}.",
    "wording_en": "The label is valid until {value}.",
    "past_wording_fr": "Le label valait jusqu’au {value}.",
    "past_wording_en": "The label was valid until {value}.",
}


@pytest.mark.parametrize(
    ("language", "before", "after", "chip"),
    [
        (
            "fr",
            "Le label vaut jusqu’au 31 août 2026.",
            "Le label valait jusqu’au 31 août 2026.",
            "date passée",
        ),
        (
            "en",
            "The label is valid until 31 August 2026.",
            "The label was valid until 31 August 2026.",
            "past its date",
        ),
    ],
)
def test_a_sentence_turns_past_at_midnight_in_france(
    client: Client, language: str, before: str, after: str, chip: str
) -> None:
    page = page_with(language, FactFactory(**TERM))
    last = sentence(shown(client, page, datetime(2026, 8, 31, 23, 59, tzinfo=PARIS)))
    assert before in words(last)
    assert not last.select(".chip")
    first = sentence(shown(client, page, datetime(2026, 9, 1, 0, 1, tzinfo=PARIS)))
    assert after in words(first)
    assert before not in words(first)
    assert [words(tag) for tag in first.select(".chip")] == [chip]


@pytest.mark.parametrize(
    ("mark", "french", "english"),
    [
        (Mark.SEED, "à confirmer", "to be confirmed"),
        (Mark.TO_BE_CONFIRMED, "à confirmer", "to be confirmed"),
        (Mark.DISPUTED, "les sources divergent", "sources differ"),
        (Mark.VERIFIED, "", ""),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_state_stands_beside_the_sentence_in_words(
    client: Client, mark: Mark, french: str, english: str, language: str
) -> None:
    page = page_with(language, FactFactory(mark=mark, reason_fr="Raison.", reason_en="Reason."))
    chips = [words(tag) for tag in sentence(shown(client, page)).select(".chip")]
    wanted = french if language == "fr" else english
    assert chips == ([wanted] if wanted else [])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_withheld_or_unpublished_fact_leaves_no_trace(client: Client, language: str) -> None:
    hidden = FactFactory(mark=Mark.WITHHELD, reason_fr="Non.", reason_en="No.", key="HIDDEN-ONE")
    draft = FactFactory(live=False, key="HIDDEN-TWO")
    answer = shown(client, page_with(language, hidden, FactFactory(key="SHOWN-ONE"), draft))
    assert "SHOWN-ONE" in answer.text
    assert "HIDDEN" not in answer.text
    assert len(answer.soup.select("main ul.facts li")) == 1


@pytest.mark.parametrize(
    ("language", "read_on", "published", "unsourced"),
    [
        ("fr", "consulté le 1er novembre 2026", "mars 2025", "Pas encore de source"),
        ("en", "read on 1 November 2026", "March 2025", "No source yet"),
    ],
)
def test_the_foot_of_the_page_names_each_source(
    client: Client, language: str, read_on: str, published: str, unsourced: str
) -> None:
    two, none = FactFactory(sources=2), FactFactory(sources=0)
    answer = shown(client, page_with(language, two, none))
    entry = answer.soup.find(id=f"fact-{two.key}")
    for link in two.sources_list:
        # Two publishers may give their pages one title: the link names both.
        name = f"{link.source.publisher}, {link.source.title}"
        assert entry.find("a", href=link.source.address).get_text() == name
    assert read_on in words(entry)
    assert published in words(entry)
    assert unsourced in words(answer.soup.find(id=f"fact-{none.key}"))
    marks = {tag["href"] for tag in answer.soup.select("ul.facts a.source-mark")}
    assert marks == {f"#fact-{two.key}", f"#fact-{none.key}"}


@pytest.mark.parametrize(
    ("language", "number"), [("fr", "02 31 00 00 00"), ("en", "+33 2 31 00 00 00")]
)
def test_a_telephone_in_a_sentence_is_written_for_its_reader(
    client: Client, language: str, number: str
) -> None:
    page = page_with(language, TelephoneFactFactory())
    assert number in words(sentence(shown(client, page)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_reason_of_a_dispute_is_given(client: Client, language: str) -> None:
    fact = FactFactory(mark=Mark.DISPUTED, reason_fr="Deux pages.", reason_en="Two pages.")
    entry = shown(client, page_with(language, fact)).soup.find(id=f"fact-{fact.key}")
    assert ("Deux pages." if language == "fr" else "Two pages.") in words(entry)
