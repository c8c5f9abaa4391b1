"""Claims in prose: a percentage, a result of a treatment, an exclusive, a forbidden absolute.

They are allowed only inside a fact, which knows its source and its age. What is looked for, and what
is harmless, is data: claims.yaml.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from .patterns import BREAK, FACT, Claims, Rules, alike, read

_FACT = re.compile(r'<embed\b[^>]*\bembedtype="fact"[^>]*>')
_BETWEEN = re.compile(r"<(?:/p|/li|/h[1-6]|br|hr|/blockquote)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


class ClaimKind(models.TextChoices):
    """What kind of claim was found, in an editor's words."""

    PERCENTAGE = "percentage", _("a percentage")
    RESULT = "result", _("a result of a treatment")
    EXCLUSIVE = "exclusive", _("an exclusive claim")
    ABSOLUTE = "absolute", _("a promise that nobody can keep")


@dataclass(frozen=True)
class Finding:
    """A claim in a text.

    Attributes:
        kind: what it claims.
        phrase: its words, as they stand.
        start, end: its place in the text.
    """

    kind: ClaimKind
    phrase: str
    start: int
    end: int


@cache
def claims() -> Claims:
    """Return what claims.yaml says, read once."""
    return read()


def findings(text: str, language: str) -> list[Finding]:
    """Return the claims in plain text, in their order; of two that overlap, the longer.

    Args:
        text: plain text (see ``plain``).
        language: "fr" or "en".
    """
    rules = claims().rules[language]
    words = alike(text)
    found = [
        Finding(kind, text[start:end], start, end)
        for kind in ClaimKind
        for start, end in _spans(words, rules, kind)
    ]
    return _apart(found)


def plain(rich_text: str) -> str:
    """Return the words of rich text in database form; a mark stands where a fact does."""
    text = _FACT.sub(FACT, rich_text)
    text = _BETWEEN.sub(f" {BREAK} ", text)
    return html.unescape(_TAG.sub("", text))


def _spans(words: str, rules: Rules, kind: str) -> Iterator[tuple[int, int]]:
    """Yield where claims of a kind stand, but for those that share a word with a harmless phrase."""
    harmless = [
        match.span() for pattern in rules.harmless[kind] for match in pattern.finditer(words)
    ]
    for pattern in rules.claims[kind]:
        for match in pattern.finditer(words):
            start, end = match.span()
            if not any(first < end and start < last for first, last in harmless):
                yield start, end


def _apart(found: list[Finding]) -> list[Finding]:
    """Leave out what overlaps a longer finding."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda finding: finding.start - finding.end):
        if not any(finding.start < other.end and other.start < finding.end for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)
