"""Blocks, beside what the editor's preview shows: mostly several, and too much."""

from collections.abc import Iterator
from typing import Any

from ... import blocks
from ...blocks.links import LinkBlock, LinksBlock, LivePageChooserBlock
from ...blocks.registers import FigureTileBlock
from ...blocks.sections import GoodToKnowItemBlock, SectionContentBlock
from ...blocks.text import HeadingBlock, QuestionsBlock, StepsBlock
from ...choices import Illustration
from ...facts.kinds import ValueType
from ...facts.states import Mark
from ..register import Case, Words, block
from ..samples import SEVERAL, Picture, card, fact, facts, odd_cards, page

MAIN = "div.section > div.section-main.flow"
Values = dict[str, Any]


def link(words: Words, number: int = 1, *, long: bool = False) -> Values:
    return {
        "url": f"https://example.org/{number}",
        "label": words["word"] if long else words["three_words"],
        "hint": words["enormous_title"] if long else words["lead"],
    }


def links(words: Words, count: int) -> list[Values]:
    return [link(words, number, long=number == SEVERAL) for number in range(1, count + 1)]


def headed(words: Words, name: str = "text", heading: str = "heading") -> Values:
    return {"heading": words[heading], "text": words.prose(name)}


def odd_headed(words: Words) -> list[Values]:
    return [
        headed(words),
        headed(words, "enormous_title", "long_heading"),
        headed(words, "word", "word"),
        headed(words, "three_words", "three_words"),
    ]


@block(HeadingBlock, inside=MAIN)
def heading(words: Words) -> Iterator[Case]:
    yield Case("60 letters", value=words["word"])


@block(blocks.ProseBlock, inside=MAIN)
def prose(words: Words) -> Iterator[Case]:
    marked = f"<ul><li><b>{words['lead']}</b></li><li><i>{words['word']}</i></li></ul>"
    linked = f'<p><a href="https://example.org/">{words["word"]}</a></p>'
    listed = f"<ol><li>{words['text']}</li><li>{words['three_words']}</li></ol>"
    yield Case("everything", value=words.prose("text") + marked + linked + listed)


@block(blocks.SubsectionBlock, inside=MAIN)
def subsection(words: Words) -> Iterator[Case]:
    for value in odd_headed(words):
        yield Case("odd", value=value)


@block(blocks.StepBlock, inside=f"{MAIN} > ol.rows.steps > li")
def step(words: Words) -> Iterator[Case]:
    yield Case("no text", value={"heading": words["long_heading"], "text": ""})


@block(StepsBlock, inside=MAIN)
def steps(words: Words) -> Iterator[Case]:
    yield Case("12, odd", value=odd_headed(words) * 3)


@block(blocks.QuestionBlock, inside=f"{MAIN} > ul.rows.questions > li")
def question(words: Words) -> Iterator[Case]:
    yield Case("60 letters", value={"question": words["word"], "answer": words.prose("text")})


@block(QuestionsBlock, inside=MAIN)
def questions(words: Words) -> Iterator[Case]:
    names = ("heading", "long_heading", "enormous_title", "three_words")
    answered = [{"question": f"{words[name]} ?", "answer": words.prose("text")} for name in names]
    yield Case("odd", value=answered)


@block(blocks.MissingBlock, inside=MAIN)
def missing(words: Words) -> Iterator[Case]:
    yield Case("long", value=words.prose("enormous_title", "word"))


@block(blocks.ImageBlock, inside=MAIN)
def image(words: Words) -> Iterator[Case]:
    for name in ("caption", "enormous_title"):
        value = {"image": Picture(words), "caption": words[name]}
        yield Case(name, value=value)


@block(LinkBlock, inside=f"{MAIN} > ul.rows > li")
def link_row(words: Words) -> Iterator[Case]:
    yield Case("usual", value=link(words))
    yield Case("odd", value=link(words, long=True))


@block(LinksBlock, inside=MAIN)
def link_rows(words: Words) -> Iterator[Case]:
    yield Case("several", value=links(words, SEVERAL))


@block(LivePageChooserBlock, inside=MAIN)
def chosen_page(words: Words) -> Iterator[Case]:
    yield Case("usual", {"value": page(words)})


@block(SectionContentBlock, inside=MAIN)
def section_content(words: Words) -> Iterator[Case]:
    yield Case("everything", value=_content(words))


@block(blocks.SectionBlock)
def section(words: Words) -> Iterator[Case]:
    everything = {"heading": words["heading"], "content": _content(words)}
    yield Case("everything, with a note", value=everything | {"aside": words.prose("text")})
    short = [("text", words.prose("three_words"))]
    yield Case("three words", value={"heading": words["three_words"], "content": short})
    long = {"heading": words["long_heading"], "content": [("text", words.prose("word"))]}
    yield Case("long", value=long | {"aside": words.prose("word")})
    # A page that nobody has translated has no link beside its headings.
    alone = {"heading": words["word"], "content": short}
    yield Case("missing translation", {"twin_url": None}, value=alone)


def _content(words: Words) -> list[tuple[str, Any]]:
    return [
        ("text", words.prose("text")),
        ("subsection", headed(words)),
        ("facts", facts(words, SEVERAL)),
        ("steps", odd_headed(words)[:2]),
        ("questions", [{"question": words["heading"], "answer": words.prose("text")}]),
        ("links", links(words, SEVERAL)),
        ("missing", words.prose("lead")),
    ]


@block(GoodToKnowItemBlock, inside="section.good-to-know.tile.alt.paint-lilac > div")
def good_to_know_item(words: Words) -> Iterator[Case]:
    yield Case("60 letters", value=headed(words, "word", "word"))


@block(blocks.GoodToKnowBlock)
def good_to_know(words: Words) -> Iterator[Case]:
    usual = [headed(words), headed(words, "lead", "three_words")]
    yield Case("usual", value={"heading": words["heading"], "items": usual})
    yield Case("odd", value={"heading": words["long_heading"], "items": odd_headed(words)})


@block(blocks.FactChooserBlock, inside=MAIN)
def one_fact(words: Words) -> Iterator[Case]:
    yield Case("usual", {"value": fact(words)})


@block(blocks.FactsBlock, inside=MAIN)
def fact_list(words: Words) -> Iterator[Case]:
    yield Case("several", value=facts(words, SEVERAL))


def _tiles(words: Words) -> list[Values]:
    disputed = fact(words, 2, value="1234567.8", mark=Mark.DISPUTED)
    text = fact(words, 3, long=True, value=words["three_words"], value_type=ValueType.TEXT)
    return [
        {"fact": fact(words)},
        {"fact": None, "illustration": Illustration.APPLE},
        {"fact": disputed, "wide": True},
        {"fact": text},
        {"fact": fact(words, 4, value=words["word"], value_type=ValueType.TEXT)},
        {"fact": fact(words, 5, value="7")},
    ]


@block(FigureTileBlock, inside="ul.wall.key-figures")
def figure_tile(words: Words) -> Iterator[Case]:
    yield Case("usual", value=_tiles(words)[0])


@block(blocks.KeyFiguresBlock)
def key_figures(words: Words) -> Iterator[Case]:
    yield Case("odd", value={"heading": words["heading"], "tiles": _tiles(words)})
    one = {"heading": words["word"], "tiles": _tiles(words)[:1]}
    yield Case("one", value=one)


@block(blocks.TimelineBlock)
def timeline(words: Words) -> Iterator[Case]:
    for count in (1, SEVERAL, 12):
        value = {"heading": words["heading"], "entries": facts(words, count)}
        yield Case(f"{count} entries", value=value)


@block(blocks.DirectoryBlock)
def directory(words: Words) -> Iterator[Case]:
    drawn = {"heading": words["heading"], "illustration": Illustration.SIGNPOST}
    yield Case("usual", value=drawn | {"rows": links(words, SEVERAL)})
    yield Case("long", value={"heading": words["word"], "rows": links(words, SEVERAL)})


@block(blocks.TilesBlock)
def tiles(words: Words) -> Iterator[Case]:
    value = {"heading": words["heading"], "text": words.prose("lead"), "pages": []}
    two = [card(words, 1, paint="coral"), card(words, 2, paint="sky")]
    yield Case("two pages", {"cards": two}, value=value)
    yield Case("odd pages", {"cards": odd_cards(words)}, value=value)


@block(blocks.NightBlock)
def night(words: Words) -> Iterator[Case]:
    for name in ("title", "enormous_title", "word"):
        led = {"target": page(words, title=words[name]), "url": f"#{name}"}
        value = headed(words, "text", "heading" if name == "title" else "word")
        yield Case(name, led, value=value | {"page": None})


@block(blocks.BodyBlock)
def body(words: Words) -> Iterator[Case]:
    known = {"heading": words["heading"], "items": odd_headed(words)[:2]}
    stream = [("good_to_know", known), ("night", headed(words) | {"page": None})]
    yield Case("two blocks", {"page": page(words, body=blocks.BodyBlock().normalize(stream))})
