"""The passage of a page that answers a query, cut around the words that were asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from .query import Alternative, Query
from .ranking import matching
from .words import Word, stem, words

SEPARATOR = "\t"  # no passage has one: its white space is made one space
LENGTH = 220  # characters of a passage: about three lines
LEAD_IN = 60


@dataclass(frozen=True)
class Passage:
    """A piece of a page's text as the index keeps it: one line.

    Attributes:
        head: what the text explains, where it is a definition.
        anchor: where on the page it stands; empty where nothing marks the place.
    """

    text: str
    head: str = ""
    anchor: str = ""

    @classmethod
    def read(cls, line: str) -> "Passage":
        """Return the passage that a line of the index keeps."""
        return cls(*line.split(SEPARATOR))

    @property
    def line(self) -> str:
        parts = (self.text, self.head, self.anchor)
        return SEPARATOR.join(parts) if self.anchor else self.text

    @property
    def shown(self) -> str:
        return f"{self.head} – {self.text}" if self.head else self.text


@dataclass(frozen=True)
class Segment:
    """A piece of a passage.

    Attributes:
        marked: whether it is a word that was asked for.
    """

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Answer:
    """The passage of a result.

    Attributes:
        segments: the passage, cut to length.
        anchor: where on the page it stands, or "".
    """

    segments: list[Segment]
    anchor: str = ""


def best_passage(passages: Iterable[Passage], query: Query) -> Answer:
    """Return the passage that has the most of what was asked; a definition of it comes before its uses.

    Args:
        passages: in the order in which the page has them; the first is taken where none has more.
    """
    best, most, terms = Passage(""), (-1, -1), set[str]()
    for item in passages:
        said = _said(item.shown, query)
        count = len(said), len(_said(item.head, query))
        if count > most:
            best, most = item, count
            terms = {term for ways in said for way in ways for term in way.terms}
    # Where nothing of it was asked, the page's own beginning is the place to go.
    anchor = best.anchor if most[0] else ""
    return Answer(_segments(best.shown, terms, query.language), anchor)


def _said(text: str, query: Query) -> list[list[Alternative]]:
    """Return, for each thing asked that a text has, the ways in which it says it."""
    there = {key for word in words(text) for key in _keys(word, query.language)}
    return [ways for concept in query.concepts if (ways := matching(concept, there))]


def _keys(word: Word, language: str) -> set[str]:
    return {stem(word.folded, language), stem(word.joined, language)} - {""}


def _segments(line: str, terms: set[str], language: str) -> list[Segment]:
    found = [(word.start, word.end) for word in words(line) if _keys(word, language) & terms]
    start, end = _window(line, found[0][0] if found else 0)
    pieces = [Segment("… ")] if start else []
    here = start
    for left, right in found:
        if left < here or right > end:
            continue
        if pieces and pieces[-1].marked and not line[here:left].strip():
            pieces[-1] = Segment(pieces[-1].text + line[here:right], marked=True)
        else:
            pieces += [Segment(line[here:left]), Segment(line[left:right], marked=True)]
        here = right
    pieces.append(Segment(line[here:end] + (" …" if end < len(line) else "")))
    return [piece for piece in pieces if piece.text]


def _window(line: str, first: int) -> tuple[int, int]:
    """Return where to cut a line so that the first word found is in it, between words."""
    if len(line) <= LENGTH:
        return 0, len(line)
    start = 0
    if first > LENGTH - LEAD_IN:
        start = line.find(" ", first - LEAD_IN) + 1
        if not 0 < start <= first:
            start = first
    end = start + LENGTH
    if end >= len(line):
        return start, len(line)
    space = line.rfind(" ", start, end)
    return start, space if space > first else end
