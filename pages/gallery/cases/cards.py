"""Cards, and the lists of them."""

from collections.abc import Iterator
from types import SimpleNamespace

from ..register import Case, Words, component
from ..samples import MANY, SEVERAL, card, odd_cards

CARDS = range(1, MANY + 1)


@component("card_poster", inside="ul.posters")
def card_poster(words: Words) -> Iterator[Case]:
    yield Case("usual", {"card": card(words)})
    for odd in odd_cards(words):
        yield Case("odd", {"card": odd})


@component("card_row", inside="div.section > div.section-main-wide > ul.rows")
def card_row(words: Words) -> Iterator[Case]:
    yield Case("usual", {"card": card(words)})
    for odd in odd_cards(words):
        yield Case("odd", {"card": odd})


@component("cards_section")
def cards_section(words: Words) -> Iterator[Case]:
    many = {"anchor": "many", "heading": words["long_heading"]}
    yield Case("40 awards", many | {"cards": [card(words, number) for number in CARDS]})
    for style in ("directory", "compact", "plain"):
        odd = {"anchor": style, "heading": words["word"], "style": style}
        yield Case(f"odd cards, {style}", odd | {"cards": odd_cards(words)})


@component("posters_section")
def posters_section(words: Words) -> Iterator[Case]:
    for count in (1, 2, SEVERAL, 5):
        cards = [card(words, number) for number in range(1, count + 1)]
        yield Case(f"{count} cards", {"heading": words["heading"], "cards": cards})
    yield Case("odd cards", {"heading": words["word"], "cards": odd_cards(words)})


@component("groups")
def groups(words: Words) -> Iterator[Case]:
    named = [
        SimpleNamespace(heading=heading, cards=[card(words), *odd_cards(words)[1:2]])
        for heading in (words["kind"], words["long_heading"])
    ]
    yield Case("two groups", {"groups": named})
