"""Where a text uses a term: whole words only, whatever their case, accents, hyphens and number."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..collation import LIGATURES

#: A word with this many letters may stand in the plural; shorter ones bind the others together.
SHORTEST_PLURAL = 3
_APART = {"’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " "}
_WORDS = re.compile(r"[^\W_]+|'")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“")
#: What stands before a word that is part of a name: any word where that begins with an institution
#: ("Institut d’hématologie"), else one with a capital of its own.
_NAME = re.compile(
    r"\b(?:Institut|Centre|Société|Association|Fédération|Laboratoire|Institute|Society|Center)"
    r"(?: [a-zà-ÿ]+)?\s+(?:de la|de|du|des|of|for)?\s*(?:d[’'])?$"
)
_NAME_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\s+(?:(?:de la|de|du|des|of|for|and|et)\s+|d[’'])?$")


@dataclass(frozen=True)
class Found:
    """A term in a text: its key, and from where to where it stands."""

    key: str
    start: int
    end: int


class Finder:
    """Finds terms in texts of one language.

    Args:
        forms: how each term is written, by the term's key.
        language: of the texts.
        names: proper names in which nothing is found.
    """

    def __init__(
        self, forms: Mapping[str, Iterable[str]], language: str, names: Collection[str] = ()
    ) -> None:
        pairs = [(form, key) for key, written in forms.items() for form in written if form.strip()]
        # The longest comes first: "lymphome B diffus à grandes cellules" before "lymphome".
        pairs.sort(key=lambda pair: (-len(pair[0]), pair))
        self._words = _Pattern(
            [(_word_pattern(form, language), key) for form, key in pairs if not _is_short(form)]
        )
        self._short = _Pattern(
            [(re.escape(form) + "s?", key) for form, key in pairs if _is_short(form)]
        )
        known = {folded(form) for form, _key in pairs}
        self._names = _Pattern(
            [
                (re.escape(name), "")
                for name in sorted(map(folded, names), key=len, reverse=True)
                if name not in known
            ]
        )

    def find(self, text: str, known: Collection[str] = ()) -> list[Found]:
        """Return the first use of each term in a text, in the text's order.

        Args:
            text: plain text.
            known: keys of the terms that need no explanation any more.
        """
        same = folded(text)
        found = [*self._words.all_in(same), *self._short.all_in(text)]
        found.sort(key=lambda item: (item.start, -item.end))
        closed = [(item.start, item.end) for item in self._names.all_in(same)]
        closed += [match.span() for match in _QUOTED.finditer(text)]
        chosen: list[Found] = []
        seen = set(known)
        end = 0
        for item in found:
            if item.start < end or _overlaps(item, closed) or _in_name(text, item):
                continue
            end = item.end
            if item.key not in seen:
                seen.add(item.key)
                chosen.append(item)
        return chosen


class _Pattern:
    """Many patterns tried at once, each with its key; the first that fits wins."""

    def __init__(self, patterns: list[tuple[str, str]]) -> None:
        self._keys = [key for _pattern, key in patterns]
        alternatives = "|".join(f"({pattern})" for pattern, _key in patterns)
        self._regex = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])") if patterns else None

    def all_in(self, text: str) -> Iterator[Found]:
        for match in self._regex.finditer(text) if self._regex else ():
            yield Found(self._keys[(match.lastindex or 1) - 1], *match.span())


def folded(text: str) -> str:
    """Return text in small letters without accents, each letter where it was."""
    return text.translate(_FOLDED)


class _FoldedLetters(dict[int, str]):
    """Each letter's folded form, found out at its first use."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFD", _APART.get(letter, letter))[0].lower()
        self[code] = plain if len(plain) == 1 else letter
        return self[code]


_FOLDED = _FoldedLetters()


def _is_short(form: str) -> bool:
    """Tell whether a form is an abbreviation, which capitals tell from a word (HAS, has)."""
    return form.isupper() and len(form) > 1


def _word_pattern(form: str, language: str) -> str:
    words = _WORDS.findall(folded(form))
    pieces = [
        word if word == "'" else _any_number(word, language, last=number == len(words))
        for number, word in enumerate(words, start=1)
    ]
    # Words are joined by a space or a hyphen; an apostrophe stands between two without any.
    return r"[\s-]+".join(pieces).replace(r"[\s-]+'[\s-]+", r"\s?'\s?")


def _any_number(word: str, language: str, *, last: bool) -> str:
    """Return a pattern for a word in the singular and plural; in English only the last changes."""
    if len(word) < SHORTEST_PLURAL or (language == "en" and not last):
        return _ligatures(word)
    if language == "en" and word.endswith("y"):
        return rf"{_ligatures(word[:-1])}(?:y|ies)"
    if language == "fr" and word.endswith("al"):
        return rf"{_ligatures(word[:-2])}a(?:l|le|les|ux)"
    stem = word[:-1] if word.endswith("s") else word
    return rf"{_ligatures(stem)}(?:s|x|es)?"


def _ligatures(word: str) -> str:
    """Let a word be found with its ligature or without."""
    plain = re.escape(word.translate(LIGATURES))
    return plain.replace("oe", "(?:oe|œ)").replace("ae", "(?:ae|æ)")


def _overlaps(item: Found, closed: list[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in closed)


def _in_name(text: str, item: Found) -> bool:
    """Tell whether a word continues a name that began before it."""
    before = text[: item.start]
    capital = text[item.start].isupper() and _NAME_BEFORE.search(before)
    return bool(capital or _NAME.search(before))
