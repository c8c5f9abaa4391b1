"""The head of a page, and what stands beside it."""

from collections.abc import Iterator
from types import SimpleNamespace

from ...choices import Illustration
from ..register import Case, Words, component
from ..samples import READ_ON, SEVERAL, TODAY, Picture, fact, facts, page

HEAD = "div.page-head.paint-mint"


@component("page_head", inside=HEAD)
def page_head(words: Words) -> Iterator[Case]:
    drawn = {"illustration": "building", "reading_minutes": 4}
    yield Case("usual", {"page": page(words), **drawn})
    long = page(words, title=words["enormous_title"], lead=words["enormous_title"])
    yield Case("enormous title", {"page": long, **drawn})
    yield Case("word of 60 letters", {"page": page(words, title=words["word"], lead=""), **drawn})
    yield Case(
        "three words, no picture", {"page": page(words, title=words["three_words"], lead="")}
    )
    yield Case("photograph", {"page": page(words, picture=Picture(words))})


@component("picture_or_illustration", inside="div.poster > div.tile.figure")
def picture_or_illustration(words: Words) -> Iterator[Case]:
    yield Case("photograph", {"page": page(words, picture=Picture(words))})
    yield Case("drawing", {"page": page(words), "illustration": "apple"})


@component("illustration", inside="div.poster > div.tile.figure")
def illustration(words: Words) -> Iterator[Case]:
    for name in (Illustration.HELIX, Illustration.SEA):
        yield Case(name, {"template": f"illustrations/{name}.svg"})


@component("numeral_tile", inside=HEAD)
def numeral_tile(words: Words) -> Iterator[Case]:
    for count, numeral in enumerate(("2024", "27 000"), start=1):
        label = words["long_label"] if count > 1 else words["label"]
        yield Case(numeral, {"numeral": numeral, "label": label, "fact": fact(words, count)})
    yield Case("no fact", {"numeral": "7", "label": words["word"]})


@component("in_short")
def in_short(words: Words) -> Iterator[Case]:
    short = page(words, in_short=words.prose("text"), easy_read="")
    names = ("heading", "three_words", "title")
    yield Case("usual", {"page": short, "contents": _contents(words, *names)})
    many = _contents(words, *(["long_heading"] * 20), "word")
    yield Case("20 sections", {"page": page(words, in_short="", easy_read=""), "contents": many})
    easy = words.prose("three_words", "lead", "text")
    checked = page(words, in_short="", easy_read=easy, easy_read_checked_on=READ_ON)
    yield Case("easy to read", {"page": checked})


def _contents(words: Words, *names: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(anchor=f"section-{number}", heading=words[name])
        for number, name in enumerate(names)
    ]


@component("page_foot")
def page_foot(words: Words) -> Iterator[Case]:
    due = {"reviewed_on": READ_ON, "medical": True}
    usual = {"page_facts": facts(words, SEVERAL), "next_due": TODAY}
    yield Case("usual", {"page": page(words, **due), **usual})
    yield Case("nothing to source", {"page": page(words, medical=True, reviewed_on=None)})
    folded = {"page_facts": facts(words, 20)}
    yield Case("20 facts", {"page": page(words, medical=False, reviewed_on=None), **folded})
