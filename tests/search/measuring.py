"""How well the search answers the judged queries: nDCG@10, success@1 and recall@10."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.test import RequestFactory

from pages.models import LoadedItem
from pages.search.models import SearchDocument
from pages.search.results import other_results, search
from pages.yaml_files import load

JUDGED = Path(__file__).parent / "judged"
LANGUAGES = ("fr", "en")
DEPTH = 10
FIRST, ALSO = 3, 1  # gains


@dataclass(frozen=True)
class Judged:
    """A query with the keys of the pages that should come first, and of those good further down."""

    text: str
    first: list[str]
    also: list[str]

    def gain(self, key: str) -> int:
        return FIRST if key in self.first else ALSO if key in self.also else 0


@dataclass(frozen=True)
class Score:
    """Means over all judged queries of a language, from 0 to 1."""

    ndcg: float
    success: float
    recall: float
    worst: list[tuple[float, str, list[str]]]


def judged(language: str) -> list[Judged]:
    """Return the judged queries of a language."""
    rows: list[dict[str, Any]] = load((JUDGED / f"{language}.yaml").read_text())
    return [Judged(str(row["q"]), row["first"], row.get("also", [])) for row in rows]


def page_keys() -> dict[int, str]:
    """Return the key in the content files of each loaded page, by id."""
    items = LoadedItem.objects.filter(key__startswith="page:")
    return {item.object_id: item.key.split(":")[1] for item in items}


def answers(
    text: str, language: str, keys: dict[int, str], request: HttpRequest | None = None
) -> list[str]:
    """Return the keys of the pages that a reader is shown, best first, each once."""
    found = search(text, language, request=request)
    pages = [item.page.pk for item in found.promoted if item.page]
    rows = dict(SearchDocument.objects.values_list("pk", "page_id"))
    pages += [rows[hit.document] for hit in found.hits[:DEPTH]]
    pages += [item.page_id for item in other_results(found, request) if item.page_id]
    return list(dict.fromkeys(keys[pk] for pk in pages if pk in keys))[:DEPTH]


def measure(language: str, every: int = 1) -> Score:
    """Return how well the judged queries of a language are answered, all or each so-manieth."""
    request = RequestFactory().get("/")  # it keeps what all searches ask for
    keys = page_keys()
    rows: list[tuple[float, float, float, str, list[str]]] = []
    for item in judged(language)[::every]:
        shown = answers(item.text, language, keys, request)
        best = sorted([FIRST] * len(item.first) + [ALSO] * len(item.also), reverse=True)[:DEPTH]
        ndcg = _discounted([item.gain(key) for key in shown]) / _discounted(best)
        success = float(bool(shown) and shown[0] in item.first)
        recall = len(set(shown) & set(item.first)) / len(item.first)
        rows.append((ndcg, success, recall, item.text, shown))
    count = len(rows)
    return Score(
        sum(row[0] for row in rows) / count,
        sum(row[1] for row in rows) / count,
        sum(row[2] for row in rows) / count,
        sorted((row[0], row[3], row[4]) for row in rows),
    )


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
