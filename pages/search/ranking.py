"""Ranking: BM25F over title, names, summary, headings and body, the same sums on every database."""

import math
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Avg, Count

from .models import SearchDocument, SearchPosting
from .query import Alternative, Concept, Query

PARTS = ("title", "name", "summary", "heading", "body")
#: How much a word counts in each part, and how much the part's length takes away from it.
WEIGHTS = {"title": 6.0, "name": 4.0, "summary": 3.0, "heading": 2.5, "body": 1.0}
LENGTHS = {"title": 0.4, "name": 0.2, "summary": 0.5, "heading": 0.2, "body": 0.6}
SATURATION = 1.5
#: How much of what was asked (by rarity) a page must have, and how strongly having more of it counts.
LEAST_COVERAGE = 0.5
COVERAGE = 1.5
#: What a title gains that says nothing but what was asked.
WHOLE_TITLE = 0.5
DIGITS = 6  # sums in another order differ beyond


class Row(NamedTuple):
    """One posting with what ranking asks of its document."""

    document: int
    term: str
    title: int
    name: int
    summary: int
    heading: int
    body: int
    title_length: int
    name_length: int
    summary_length: int
    heading_length: int
    body_length: int


@dataclass(frozen=True)
class Hit:
    """A page that answers.

    Attributes:
        document: the id of its document.
        complete: whether it has everything that was asked.
    """

    document: int
    score: float
    complete: bool


@dataclass(frozen=True)
class Ranking:
    """The pages that answer a query, best first.

    Attributes:
        known: the query's terms that some page has.
    """

    query: Query
    hits: list[Hit]
    known: set[str]

    @property
    def unknown(self) -> list[Concept]:
        """The things asked that no page has."""
        return [item for item in self.query.concepts if not matching(item, self.known)]

    @property
    def fits(self) -> bool:
        """Whether some page has everything that was asked."""
        return any(hit.complete for hit in self.hits) and not self.unknown


def matching(concept: Concept, terms: Container[str]) -> list[Alternative]:
    """Return the ways to say a thing whose terms are all among these."""
    return [item for item in concept.alternatives if all(term in terms for term in item.terms)]


@dataclass(frozen=True)
class Found:
    """How a page has a term: its weighted frequency, saturated; and which share of the title it is."""

    weight: float
    of_title: float


def rank(query: Query) -> Ranking:
    """Return the ranking of a query's language: two queries, whatever is asked."""
    if not query.concepts:
        return Ranking(query, [], set())
    measures = SearchDocument.objects.filter(language=query.language).aggregate(
        count=Count("pk"), **{part: Avg(f"{part}_length") for part in PARTS}
    )
    averages = {part: float(measures[part] or 1) for part in PARTS}
    pages: dict[int, dict[str, Found]] = defaultdict(dict)
    known: set[str] = set()
    for row in _rows(query):
        pages[row.document][row.term] = _found(row, averages)
        known.add(row.term)
    query = query.with_joined(known)
    matched = [
        (concept, {page: best for page, there in pages.items() if (best := _best(concept, there))})
        for concept in query.concepts
    ]
    asked = [
        (_rarity(len(found), measures["count"]), found) for _concept, found in matched if found
    ]
    hits = [hit for page in pages if (hit := _hit(page, asked))]
    return Ranking(query, sorted(hits, key=lambda hit: (-hit.score, hit.document)), known)


def _rows(query: Query) -> Iterable[Row]:
    rows = SearchPosting.objects.filter(language=query.language, term__in=sorted(query.terms))
    own = Row._fields[1 : 2 + len(PARTS)]
    lengths = [f"document__{name}" for name in Row._fields[2 + len(PARTS) :]]
    return (Row(*values) for values in rows.values_list("document_id", *own, *lengths))


def _found(row: Row, averages: dict[str, float]) -> Found:
    total = 0.0
    for part in PARTS:
        count = getattr(row, part)
        if count:
            length = getattr(row, f"{part}_length") / max(averages[part], 1.0)
            total += WEIGHTS[part] * count / (1 - LENGTHS[part] + LENGTHS[part] * length)
    share = row.title / row.title_length if row.title_length else 0.0
    return Found(total / (SATURATION + total), share)


def _best(concept: Concept, there: dict[str, Found]) -> Found | None:
    """Return how well a page says a thing, in the way that it says it best; None where it doesn't."""
    ways = [
        Found(
            way.weight * sum(there[term].weight for term in way.terms) / len(way.terms),
            sum(there[term].of_title for term in way.terms),
        )
        for way in matching(concept, there)
    ]
    return max(ways, key=lambda found: found.weight, default=None)


def _rarity(count: int, of: int) -> float:
    return math.log(1 + (of - count + 0.5) / (count + 0.5))


def _hit(page: int, asked: list[tuple[float, dict[int, Found]]]) -> Hit | None:
    found = [(rarity, pages[page]) for rarity, pages in asked if page in pages]
    coverage = sum(rarity for rarity, _found in found) / sum(rarity for rarity, _pages in asked)
    if coverage < LEAST_COVERAGE:
        return None
    total = sum(rarity * item.weight for rarity, item in found)
    title = min(sum(item.of_title for _rarity, item in found), 1.0)
    score = total * coverage**COVERAGE * (1 + WHOLE_TITLE * title)
    return Hit(page, round(score, DIGITS), len(found) == len(asked))
