"""Words that a page should explain: those of the glossary. Everything asks ``terms``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..glossary.edition import glossary
from ..yaml_files import load

FILE = Path(__file__).with_name("terms.yaml")


@dataclass(frozen=True)
class Term:
    """A word that a reader may not know.

    Attributes:
        forms: how it is written in one language, the best known form first.
    """

    forms: tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """What shows that a word is being explained, where it stands beside it in the same sentence."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@cache
def _file() -> dict[str, Any]:
    return load(FILE.read_text(encoding="utf-8"))


def terms(language: str) -> list[Term]:
    """Return the words of the glossary that pages in a language ("fr", "en") should explain."""
    known = glossary(None, language).terms
    return [Term(tuple(map(_in_a_sentence, term.forms))) for term in known if term.in_pages]


def _in_a_sentence(form: str) -> str:
    """Return a name as it stands in a sentence: without its capital, where it is no name or abbreviation."""
    return form if any(letter.isupper() for letter in form[1:]) else form[:1].lower() + form[1:]


def vague_links() -> list[str]:
    """Return what a link shouldn't be called, in both languages: a page may hold words of either."""
    return list(_file()["vague_links"])


def cues(language: str) -> Cues:
    """Return what shows in a language that a word is being explained."""
    found = _file()["explained"][language]
    return Cues(tuple(found["before"]), tuple(found["after"]))
