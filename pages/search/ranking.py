"""Ranking: BM25F over title, summary, headings and body, the same sums on every database."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Avg, Count

from .models import SearchDocument, SearchPosting
from .query import Alternative, Concept, Query

PARTS = ("title", "summary", "heading", "body")
#: How much a word counts in each part, and how much the part's length takes away from it.
WEIGHTS = {"title": 6.0, "summary": 3.0, "heading": 2.0, "body": 1.0}
LENGTHS = {"title": 0.4, "summary": 0.5, "heading": 0.6, "body": 0.6}
SATURATION = 1.2
#: How much of what was asked (by rarity) a page must have, and how strongly having more of it counts.
LEAST_COVERAGE = 0.5
COVERAGE = 1.5
DIGITS = 6  # sums in another order differ beyond


class Row(NamedTuple):
    """One posting with what ranking asks of its document."""

    document: int
    term: str
    title: int
    summary: int
    heading: int
    body: int
    title_length: int
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


def matching(concept: Concept, terms: Iterable[str]) -> list[Alternative]:
    """Return the ways to say a thing whose terms are all among these."""
    there = set(terms)
    return [item for item in concept.alternatives if there.issuperset(item.terms)]


def rank(query: Query) -> Ranking:
    """Return the ranking of a query's language: two queries, whatever is asked."""
    if not query.concepts:
        return Ranking(query, [], set())
    measures = SearchDocument.objects.filter(language=query.language).aggregate(
        count=Count("pk"), **{part: Avg(f"{part}_length") for part in PARTS}
    )
    rows = SearchPosting.objects.filter(language=query.language, term__in=sorted(query.terms))
    fields = [name.replace("_length", "") for name in Row._fields[2:6]]
    lengths = [f"document__{name}" for name in Row._fields[6:]]
    by_document: dict[int, dict[str, float]] = defaultdict(dict)
    spread: dict[str, int] = defaultdict(int)
    averages = {part: float(measures[part] or 1) or 1.0 for part in PARTS}
    for values in rows.values_list("document_id", "term", *fields, *lengths):
        row = Row(*values)
        by_document[row.document][row.term] = _frequency(row, averages)
        spread[row.term] += 1
    query = query.with_joined(set(spread))
    rarity = {term: _rarity(count, measures["count"]) for term, count in spread.items()}
    known = set(spread)
    asked = [(concept, _weight(concept, rarity)) for concept in query.concepts]
    asked = [(concept, weight) for concept, weight in asked if weight]
    hits = [
        hit
        for document, there in by_document.items()
        if (hit := _score(document, there, asked, rarity))
    ]
    return Ranking(query, sorted(hits, key=lambda hit: (-hit.score, hit.document)), known)


def _frequency(row: Row, averages: dict[str, float]) -> float:
    total = 0.0
    for part in PARTS:
        count = getattr(row, part)
        if count:
            length = getattr(row, f"{part}_length") / averages[part]
            total += WEIGHTS[part] * count / (1 - LENGTHS[part] + LENGTHS[part] * length)
    return total


def _rarity(count: int, of: int) -> float:
    return math.log(1 + (of - count + 0.5) / (count + 0.5))


def _weight(concept: Concept, rarity: dict[str, float]) -> float:
    """Return how much a thing counts among those asked: that of its most common way to be said."""
    ways = matching(concept, rarity)
    return min((sum(rarity[term] for term in way.terms) for way in ways), default=0.0)


def _score(
    document: int,
    there: dict[str, float],
    asked: list[tuple[Concept, float]],
    rarity: dict[str, float],
) -> Hit | None:
    total = covered = 0.0
    complete = True
    for concept, weight in asked:
        best = 0.0
        for way in matching(concept, there):
            value = sum(
                rarity[term] * there[term] / (SATURATION + there[term]) for term in way.terms
            )
            best = max(best, way.weight * value)
        total += best
        covered += weight if best else 0
        complete = complete and best > 0
    coverage = covered / sum(weight for _concept, weight in asked)
    if total <= 0 or coverage < LEAST_COVERAGE:
        return None
    return Hit(document, round(total * coverage**COVERAGE, DIGITS), complete)
