"""Words that a page should explain. A glossary may feed them: everything asks ``terms``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

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
    return YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))


def terms(language: str) -> list[Term]:
    """Return the words that a page in a language ("fr", "en") should explain, in the file's order."""
    return [Term(tuple(entry[language])) for entry in _file()["terms"]]


def vague_links() -> list[str]:
    """Return what a link shouldn't be called, in both languages: a page may hold words of either."""
    return list(_file()["vague_links"])


def cues(language: str) -> Cues:
    """Return what shows in a language that a word is being explained."""
    found = _file()["explained"][language]
    return Cues(tuple(found["before"]), tuple(found["after"]))
