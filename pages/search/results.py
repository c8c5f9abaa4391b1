"""A whole search: ranking, correction, filters, best bets and the other language, for the page to show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest

from ..services.translations import other_language
from . import registry
from .models import SearchDocument
from .passages import Answer, Passage, Segment, best_passage
from .promoted import Promoted, promoted
from .query import Query, load_synonyms, one_line, parse
from .ranking import Hit, Ranking, rank
from .spelling import corrected

PAGE_LENGTH = 10
#: Below this number of results those of the other language are offered too, so many of them.
FEW = 3
OTHERS = 5


@dataclass(frozen=True)
class Filters:
    """The kind and the place that a reader chose, by key; "" for all."""

    kind: str = ""
    place: str = ""


@dataclass(frozen=True)
class Result:
    """A page as the results show it.

    Attributes:
        origin: which kind of page it is, and whose.
        chosen: whether an editor put it first.
    """

    title: str
    url: str
    language: str
    page_id: int | None = None
    origin: str = ""
    day: date | None = None
    passage: list[Segment] = field(default_factory=list)
    chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """One choice of a filter.

    Attributes:
        count: how many results it leaves.
    """

    key: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Search:
    """What was found.

    Attributes:
        query: what was looked for: the corrected text where `instead` is set.
        suggestion: what was probably meant, where something else was typed; else "".
        instead: whether the results are those of the suggestion.
        hits: the documents that answer and pass the filters, best first.
    """

    query: Query
    typed: str
    suggestion: str = ""
    instead: bool = False
    hits: list[Hit] = field(default_factory=list)
    promoted: list[Promoted] = field(default_factory=list)
    kinds: list[Choice] = field(default_factory=list)
    places: list[Choice] = field(default_factory=list)
    few: bool = False

    @property
    def count(self) -> int:
        return len(self.hits) + len(self.promoted)


def search(
    typed: str,
    language: str,
    filters: Filters = Filters(),
    *,
    exact: bool = False,
    request: HttpRequest | None = None,
) -> Search:
    """Search the pages of a language.

    Args:
        exact: whether to look for what was typed even where something else was probably meant.
    """
    typed = one_line(typed)
    synonyms = load_synonyms(language)
    ranking = rank(parse(typed, language, synonyms))
    suggestion, instead = "", False
    if ranking.unknown:
        suggestion = corrected(ranking.query, ranking.unknown, other_language(language))
    if suggestion and not exact:
        better = rank(parse(suggestion, language, synonyms))
        instead = better.fits or not ranking.hits
        ranking = better if instead else ranking
    best = promoted(ranking.query)
    return _filtered(ranking, best, filters, request, typed, suggestion, instead)


def _filtered(
    ranking: Ranking,
    best: list[Promoted],
    filters: Filters,
    request: HttpRequest | None,
    typed: str,
    suggestion: str,
    instead: bool,
) -> Search:
    """Take from the hits what the filters leave, and count what each choice would leave."""
    rows = SearchDocument.objects.filter(language=ranking.query.language) if ranking.hits else None
    about: dict[int, tuple[str, list[str], int]] = {
        pk: (kind, places.split(), page)
        for pk, kind, places, page in (
            rows.values_list("pk", "kind", "places", "page_id") if rows is not None else []
        )
    }
    first = {item.page.pk for item in best if item.page}
    hits = [hit for hit in ranking.hits if hit.document in about]
    kinds, places = _choices(hits, about, filters, request)
    hits = [hit for hit in hits if _passes(about[hit.document], filters)]
    found = len(hits)
    if filters != Filters():
        best = []
    else:
        hits = [hit for hit in hits if about[hit.document][2] not in first]
    few = found < FEW and filters == Filters()
    return Search(ranking.query, typed, suggestion, instead, hits, best, kinds, places, few)


def _passes(about: tuple[str, list[str], int], filters: Filters) -> bool:
    kind, places, _page = about
    return filters.kind in {"", kind} and (not filters.place or filters.place in places)


def _choices(
    hits: list[Hit],
    about: dict[int, tuple[str, list[str], int]],
    filters: Filters,
    request: HttpRequest | None,
) -> tuple[list[Choice], list[Choice]]:
    """Return the choices of both filters; each counts what the other one leaves."""
    by_kind: Counter[str] = Counter()
    by_place: Counter[str] = Counter()
    for hit in hits:
        kind, places, _page = about[hit.document]
        if _passes(about[hit.document], Filters(place=filters.place)):
            by_kind[kind] += 1
        if _passes(about[hit.document], Filters(kind=filters.kind)):
            by_place.update(places)
    kinds = [
        Choice(key, str(kind.label), by_kind[key], key == filters.kind)
        for key, kind in registry.kinds().items()
        if by_kind[key] or key == filters.kind
    ]
    known = registry.places()
    names = known.names(request) if known else {}
    places_found = [
        Choice(key, name, by_place[key], key == filters.place)
        for key, name in names.items()
        if by_place[key] or key == filters.place
    ]
    return kinds, places_found


def other_results(found: Search, request: HttpRequest | None = None) -> list[Result]:
    """Return the best results of the other language, where this one has few."""
    if not found.few or not found.typed:
        return []
    other = other_language(found.query.language)
    ranking = rank(parse(found.typed, other, load_synonyms(other)))
    shown = [hit.document for hit in ranking.hits[:OTHERS]]
    return shown_results(shown, ranking.query, request)


def promoted_results(found: Search, request: HttpRequest | None = None) -> list[Result]:
    """Return the best bets as results."""
    return [
        Result(
            item.title,
            (item.page.get_url(request) if item.page else item.url) or "",
            found.query.language,
            page_id=item.page.pk if item.page else None,
            passage=[Segment(item.description)] if item.description else [],
            chosen=True,
        )
        for item in found.promoted
    ]


def shown_results(
    documents: Iterable[int], query: Query, request: HttpRequest | None = None
) -> list[Result]:
    """Return documents as results, in their order: one query."""
    documents = list(documents)
    found: dict[int, Any] = SearchDocument.objects.select_related("page__locale").in_bulk(documents)
    kinds = registry.kinds()
    known = registry.places()
    names = known.names(request) if known else {}
    return [
        Result(
            title=item.title,
            url=(item.page.get_url(request) or "") + (f"#{answer.anchor}" if answer.anchor else ""),
            language=item.language,
            page_id=item.page_id,
            origin=" · ".join(
                [
                    str(kinds.get(item.kind, registry.OTHER).label),
                    *(names[key] for key in item.places.split() if key in names),
                ]
            ),
            day=item.date,
            passage=answer.segments,
        )
        for pk in documents
        if (item := found.get(pk))
        for answer in [_answer(item, query)]
    ]


def _answer(item: SearchDocument, query: Query) -> Answer:
    kept = [Passage.read(line) for line in item.passages.split("\n")]
    return best_passage([Passage(item.summary), *kept], query)
