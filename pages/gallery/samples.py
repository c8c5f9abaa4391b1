"""What the cases are made of: facts, cards, menus and pictures that are in no database."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from ..facts.kinds import ValueType
from ..facts.models import Fact, FactSource, Source
from ..facts.states import Mark
from ..models import SiteSettings
from ..services.cards import Card
from ..services.navigation import Entry
from ..services.translations import LANGUAGE_NAMES, LanguageSwitch, other_language
from .register import Words

#: A link that leads nowhere.
HERE = "#"
#: The days of the cases: the pictures of two runs are the same.
READ_ON = date(2026, 1, 15)
TODAY = date(2026, 6, 1)
SEVERAL, MANY = 3, 40


def site(words: Words, **fields: Any) -> SiteSettings:
    """Return the settings of a site."""
    notices = {"demonstration_fr": words["notice"], "demonstration_en": words["notice"]}
    return SiteSettings(**({"name": "Baclesse + Becquerel"} | notices | fields))


def furniture(words: Words) -> dict[str, Any]:
    """Return what every case has around it, in place of the real site's."""
    return {
        "site": site(words),
        "contacts": [],
        "menus": {},
        "page_facts": [],
        "twin_url": "/gallery/",
    }


def source(words: Words, *, long: bool = False) -> FactSource:
    """Return a source of a fact."""
    return FactSource(
        source=Source(
            key="source",
            title=words["enormous_title" if long else "title"],
            publisher=words["long_name" if long else "name"],
            address="https://example.org/",
            language=words.language,
            published_on="2025-09",
            read_on=READ_ON,
        )
    )


def fact(words: Words, number: int = 1, *, long: bool = False, **fields: Any) -> Fact:
    """Return a fact that is confirmed, unless its fields say something else.

    Args:
        number: tells it from others.
        long: with more words than anybody should write.
    """
    texts = {
        "wording": words["wording"],
        "label": words["long_label" if long else "label"],
        "scope": words["scope"] if long else "",
        "unit": words["unit"],
        "reason": words["reason"],
    }
    bilingual = {f"{name}_{words.language}": text for name, text in texts.items()}
    if long:
        bilingual[f"wording_{words.language}"] += f" {words['enormous_title']}."
    known = {
        "value": "27000",
        "value_type": ValueType.NUMBER,
        "as_of": "2025",
        "mark": Mark.VERIFIED,
        "collection_id": None,  # its default would be asked of the database
    }
    found = Fact(**({"pk": number, "key": f"G{number:03}"} | bilingual | known | fields))
    found.verified_on = READ_ON
    found.sources_list = [source(words, long=long)]
    return found


def facts(words: Words, count: int) -> list[Fact]:
    """Return facts, one of them long, one to be confirmed, one without a source."""
    found = [fact(words, number) for number in range(1, count + 1)]
    if count >= SEVERAL:
        found[0] = fact(words, 1, long=True)
        found[1] = fact(words, 2, mark=Mark.DISPUTED)
        found[2].sources_list = []
    return found


def card(words: Words, number: int = 1, **fields: Any) -> Card:
    """Return the card of a page."""
    usual = {
        "title": f"{words['award']} {number}",
        "url": f"{HERE}{number}",
        "lead": words["lead"],
        "paint": "mint",
        "illustration": "awards",
        "meta": str(2026 - number),
    }
    return Card(**(usual | fields))


def odd_cards(words: Words) -> list[Card]:
    """Return the cards that no editor should make."""
    return [
        card(words, 1, title=words["enormous_title"], lead=words["enormous_title"]),
        card(words, 2, title=words["word"], lead=words["word"], meta=words["long_town"]),
        card(words, 3, title=words["three_words"], lead="", paint="", illustration="", meta=""),
        card(words, 4, fact=fact(words, mark=Mark.TO_BE_CONFIRMED)),
    ]


def entries(words: Words, *names: str) -> list[Entry]:
    """Return the entries of a menu; the first is where the reader is."""
    return [
        Entry(words[name], f"{HERE}{name}", current=number == 0)
        for number, name in enumerate(names)
    ]


def switch(words: Words, *, exact: bool = True) -> LanguageSwitch:
    """Return the switch to the other language, whose page is there or is missing."""
    other = other_language(words.language)
    return LanguageSwitch(words.language, other, LANGUAGE_NAMES[other], HERE, exact)


def page(words: Words, **fields: Any) -> SimpleNamespace:
    """Return what components read of a page."""
    usual = {"title": words["title"], "lead": words["lead"], "picture": None}
    return SimpleNamespace(**(usual | fields))


class Picture:
    """Stands for a photograph, which the database would have to hold."""

    def __init__(self, words: Words) -> None:
        self.credit = words["credit"]
        self.alt = words["caption"]

    def get_rendition(self, spec: Any) -> "Rendition":
        return Rendition(self.alt)

    def get_renditions(self, *specs: Any) -> dict[str, "Rendition"]:
        return {spec.spec: Rendition(self.alt) for spec in specs}


class Rendition:
    """A photograph at the one size it has here."""

    width, height = 640, 480

    def __init__(self, alt: str) -> None:
        self.alt = alt

    @property
    def url(self) -> str:
        return reverse("gallery-picture")

    def img_tag(self, extra: dict[str, Any]) -> str:
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">',
            self.url,
            self.width,
            self.height,
            self.alt,
        )
