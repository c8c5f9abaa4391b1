"""The notation of claims.yaml: words as one reads them, with four signs, made into regular expressions."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..yaml_files import YAMLError, load

FILE = Path(__file__).with_name("claims.yaml")
KINDS = ("percentage", "result", "exclusive", "absolute")
LANGUAGES = ("fr", "en")

#: What stands between two paragraphs and in the place of a fact: no claim reaches across them.
BREAK, FACT = "¶", "\ufffc"

#: What each sign stands for; everything else stands for itself.
SIGNS = {
    "...": rf"(?:[^\s.!?;:{BREAK}{FACT}]+\s+){{0,6}}?",
    "#": r"\d+(?:[\s.,]\d+)*",
    "[": "(?:",
    "]": ")",
    "(": "(?:",
    ")": ")?",
}
_PIECES = re.compile(r"\s*\.\.\.\s*|\s+|.", re.DOTALL)
_CLOSES = {"]": "[", ")": "("}

#: Characters that read alike are one: typography must not decide what is found. One for one, so
#: that a place in the text stays the same place.
_ALIKE = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " "})


class PatternError(ValueError):
    """Words of claims.yaml that can't be read; the message says why."""


@dataclass
class Rules:
    """What is looked for in one language, and what excuses it, by kind."""

    claims: dict[str, list[re.Pattern[str]]] = field(default_factory=dict)
    harmless: dict[str, list[re.Pattern[str]]] = field(default_factory=dict)


@dataclass
class Claims:
    """The rules of each language, and what is wrong in the file."""

    rules: dict[str, Rules] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def alike(text: str) -> str:
    """Return text with plain apostrophes, hyphens and spaces, each character in its place."""
    return text.translate(_ALIKE)


def compile_words(words: str) -> re.Pattern[str]:
    """Return the regular expression for words in the notation of claims.yaml.

    Raises:
        PatternError: where a bracket has no twin, or there is nothing to look for.
    """
    words = alike(words).strip()
    if not re.sub(r"[\W_]", "", words) and "#" not in words:
        raise PatternError("there are no words in it")
    open_brackets: list[str] = []
    made = "".join(_piece(match[0], open_brackets) for match in _PIECES.finditer(words))
    if open_brackets:
        raise PatternError(f"“{open_brackets[-1]}” is never closed")
    # Whole words only: “gratuit” isn't found in “gratuité”.
    start = r"(?<!\w)" if words[0] in "[(#" or words[0].isalnum() else ""
    end = r"(?!\w)" if words[-1] in "])#" or words[-1].isalnum() else ""
    return re.compile(start + made + end, re.IGNORECASE)


def _piece(piece: str, open_brackets: list[str]) -> str:
    if piece in _CLOSES.values():
        open_brackets.append(piece)
    elif piece in _CLOSES and (not open_brackets or open_brackets.pop() != _CLOSES[piece]):
        raise PatternError(f"“{piece}” closes nothing")
    elif piece == "/" and open_brackets[-1:] == ["["]:
        return "|"
    if "..." in piece:
        return r"\s+" + SIGNS["..."]
    if piece.isspace():
        return r"\s+"
    return SIGNS.get(piece) or re.escape(piece)


def read(path: Path = FILE) -> Claims:
    """Read a file of claims; what can't be read is a problem and is left out."""
    claims = Claims({language: Rules() for language in LANGUAGES})
    try:
        data = load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        claims.problems.append(f"{path.name} can't be read: {error}")
        return claims
    for language in LANGUAGES:
        for kind in KINDS:
            section = _section(data, language, kind)
            if section is None:
                claims.problems.append(f"{language}: {kind}: is missing")
                continue
            for unknown in sorted(section.keys() - {"claims", "harmless"}):
                claims.problems.append(
                    f"{language}: {kind}: “{unknown}” is neither claims nor harmless"
                )
            place = f"{language}: {kind}"
            rules = claims.rules[language]
            rules.claims[kind] = _patterns(section.get("claims"), f"{place}: claims", claims)
            rules.harmless[kind] = _patterns(section.get("harmless"), f"{place}: harmless", claims)
    return claims


def _section(data: Any, language: str, kind: str) -> dict[str, Any] | None:
    section = data.get(language) if isinstance(data, dict) else None
    section = section.get(kind) if isinstance(section, dict) else None
    return section if isinstance(section, dict) else None


def _patterns(entries: Any, place: str, claims: Claims) -> list[re.Pattern[str]]:
    """Return the patterns of a list of words with their example, each tried on its own example."""
    found: list[re.Pattern[str]] = []
    for entry in entries or []:
        if not isinstance(entry, dict) or {"words", "example"} != entry.keys():
            claims.problems.append(f"{place}: each entry is “words” and “example”: {entry!r}")
            continue
        words, example = str(entry["words"]), str(entry["example"])
        try:
            pattern = compile_words(words)
        except (PatternError, re.error) as error:
            claims.problems.append(f"{place}: “{words}”: {error}")
            continue
        if not pattern.search(alike(example)):
            claims.problems.append(f"{place}: “{words}” isn't found in its example “{example}”")
        found.append(pattern)
    return found
