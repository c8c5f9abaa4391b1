"""The judged queries are answered at least as well as when the search was tuned."""

import pytest
from django.db import connection
from django.utils import translation

from .measuring import LANGUAGES, judged, measure, page_keys

#: `make bench` prints where they stand.
FLOOR = {"ndcg": 0.85, "success": 0.78, "recall": 0.92}
ENOUGH = 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_is_judged_and_every_page_is_there(db: None, language: str) -> None:
    queries = judged(language)
    assert len({item.text.lower() for item in queries}) >= ENOUGH
    known = set(page_keys().values())
    assert not {key for item in queries for key in [*item.first, *item.also]} - known


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.both
def test_judged_queries_are_answered_well(db: None, language: str) -> None:
    with translation.override(language):
        # PostgreSQL gives the same results (`make bench`): a part of them shows it here.
        score = measure(language, every=5 if connection.vendor == "postgresql" else 1)
    worst = "\n".join(f"{ndcg:.2f} {text}: {shown}" for ndcg, text, shown in score.worst[:15])
    floor = {
        name: value - (0.1 if connection.vendor == "postgresql" else 0)
        for name, value in FLOOR.items()
    }
    assert score.ndcg >= floor["ndcg"], worst
    assert score.success >= floor["success"], worst
    assert score.recall >= floor["recall"], worst
