"""Facts: their sentence, value, state and sources."""

from collections.abc import Iterator
from datetime import date

from ...facts.kinds import ValueType
from ...facts.models import Fact
from ...facts.states import Mark
from ..register import Case, Words, component
from ..samples import SEVERAL, fact, facts

PROSE = "div.section > div.section-main.prose"


@component("chip", inside=f"{PROSE} > p")
def chip(words: Words) -> Iterator[Case]:
    for mark in (Mark.TO_BE_CONFIRMED, Mark.DISPUTED):
        yield Case(mark, {"fact": fact(words, mark=mark)})
    yield Case("past its date", {"fact": _past(words)})


@component("fact", inside=f"{PROSE} > p")
def sentence(words: Words) -> Iterator[Case]:
    yield Case("usual", {"fact": fact(words), "on_page": True})
    yield Case("long, sources differ", {"fact": fact(words, long=True, mark=Mark.DISPUTED)})
    yield Case("past its date", {"fact": _past(words), "on_page": True})


@component("fact_value", inside=f"{PROSE} > p")
def value(words: Words) -> Iterator[Case]:
    yield Case("number", {"fact": fact(words), "on_page": True})
    number = fact(words, value="+33231000000", value_type=ValueType.TELEPHONE)
    yield Case("telephone", {"fact": number, "on_page": True})


@component("fact_entry", inside="div.section > div.section-main > ul.sources")
def entry(words: Words) -> Iterator[Case]:
    for known in facts(words, SEVERAL):
        yield Case(known.state_label, {"fact": known})


@component("fact_source", inside="div.section > div.section-main > p.source")
def source(words: Words) -> Iterator[Case]:
    for known in (fact(words), *facts(words, SEVERAL)[::2]):
        yield Case("source", {"fact": known})


@component("source_mark", inside=f"{PROSE} > p")
def mark(words: Words) -> Iterator[Case]:
    yield Case("usual", {"fact": fact(words), "on_page": True})


def _past(words: Words) -> Fact:
    return fact(words, ends_on=date(2025, 1, 1))
