"""The passage of a page that answers a query, cut around the words that were asked for."""

from dataclasses import dataclass

from .query import Query
from .ranking import matching
from .words import Word, stem, words

LENGTH = 220  # characters of a passage: about three lines
LEAD_IN = 60


@dataclass(frozen=True)
class Segment:
    """A piece of a passage.

    Attributes:
        marked: whether it is a word that was asked for.
    """

    text: str
    marked: bool = False


def passage(lines: list[str], query: Query) -> list[Segment]:
    """Return the line that has the most of what was asked, cut to length, in segments.

    Args:
        lines: passages in the order in which the page has them; the first is taken where none has more.
    """
    best, most, terms = "", -1, set[str]()
    for line in lines:
        there = {key for word in words(line) for key in _keys(word, query.language)}
        said = [ways for concept in query.concepts if (ways := matching(concept, there))]
        if len(said) > most:
            best, most = line, len(said)
            terms = {term for ways in said for way in ways for term in way.terms}
    return _segments(best, terms, query.language)


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
