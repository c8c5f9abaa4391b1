"""Pages that fit what is being typed: the last word may be unfinished."""

from dataclasses import replace

from django.http import HttpRequest

from .models import SearchDocument
from .query import Alternative, Concept, Query, load_synonyms, parse
from .ranking import rank
from .registry import OTHER, kinds
from .spelling import beginning_with
from .words import is_stop_word, words

MOST = 6
SHORTEST = 2  # letters
BEGINNINGS = 30


def suggestions(
    typed: str, language: str, request: HttpRequest | None = None
) -> list[dict[str, str]]:
    """Return title, address and kind of the pages that fit best: five queries, whatever is typed."""
    query = parse(typed, language, load_synonyms(language))
    ends_open = bool(typed) and typed[-1].isalnum()
    if ends_open:
        query = _with_beginnings(query, beginning_with(typed, language, BEGINNINGS))
    if sum(map(str.isalnum, typed)) < SHORTEST or not query.concepts:
        return []
    best = [hit.document for hit in rank(query).hits[:MOST]]
    found = SearchDocument.objects.select_related("page__locale").in_bulk(best)
    return [
        {
            "title": found[pk].title,
            "url": found[pk].page.get_url(request) or "",
            "kind": str(kinds().get(found[pk].kind, OTHER).label),
        }
        for pk in best
        if pk in found
    ]


def _with_beginnings(query: Query, stems: list[str]) -> Query:
    """Return the query with all words that begin as its last one does as ways to say it."""
    last = list(words(query.text))[-1:]
    if not stems or not last:
        return query
    ways = tuple(Alternative((term,), 0.9) for term in stems)
    concepts = list(query.concepts)
    if concepts and concepts[-1].words[-1] == last[0]:
        own = concepts.pop()
        return replace(
            query, concepts=(*concepts, replace(own, alternatives=own.alternatives + ways))
        )
    if is_stop_word(last[0].folded, query.language) and len(last[0].folded) > 1 and concepts:
        return query  # a finished little word
    return replace(query, concepts=(*concepts, Concept((last[0],), ways)))
