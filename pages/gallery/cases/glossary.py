"""Words explained, and lists by letter."""

from collections.abc import Iterator

from ...glossary.edition import Term
from ...glossary.figure import Entry, Letter
from ..register import Case, Words, component


def term(words: Words, long: bool = False) -> Term:
    """Return a term of the glossary."""
    return Term(
        key="long" if long else "usual",
        name=words["long_name" if long else "kind"],
        also=(words["long_label"], words["unit"]) if long else (),
        definition=words["reason" if long else "lead"],
        twin=words["word" if long else "unit"],
        page_id=None,
        source_title=words["caption"] if long else "",
        source_url="https://example.org/" if long else "",
        source_language=words.language,
        medical=True,
        reviewed_on=None,
        in_pages=True,
    )


def letters(words: Words) -> list[Letter]:
    """Return two letters with a term each."""
    return [
        Letter("A", (Entry(term(words), None, None),)),
        Letter("B", (Entry(term(words, long=True), None, None),)),
    ]


@component("explanation")
def explanation(words: Words) -> Iterator[Case]:
    yield Case("usual", {"term": term(words)})
    yield Case("long", {"term": term(words, long=True)})


@component("letters", inside="div.section > div.section-all")
def letters_of_a_list(words: Words) -> Iterator[Case]:
    yield Case("usual", {"letters": letters(words), "label": words["label"]})
