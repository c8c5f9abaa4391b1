"""Words are compared without what readers leave out or write another way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.search.query import MAX_CONCEPTS, one_line, parse
from pages.search.words import LONGEST, fold, is_stop_word, stem, words

LANGUAGES = ("fr", "en")
anything = st.text(max_size=60)
language = st.sampled_from(LANGUAGES)
few = settings(max_examples=30, deadline=None, derandomize=True, database=None)


def terms(text: str, language: str) -> set[str]:
    """Return all that a text is found by."""
    found = set()
    for word in words(one_line(text)):
        found |= {stem(part, language) for part in (word.folded, word.joined) if part}
    return found


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "Protonthérapie", "PROTONTHERAPIE"),
        ("fr", "cancer", "cancers"),
        ("fr", "scanner", "scanners"),
        ("fr", "infirmière", "infirmiers"),
        ("fr", "hôpital", "hopitaux"),
        ("fr", "l’équipe", "equipe"),
        ("fr", "aujourd’hui", "aujourd'hui"),
        ("fr", "œsophage", "oesophage"),
        ("fr", "LABÉO", "Labeo"),
        ("fr", "e\u0301tude", "étude"),
        ("en", "tumour", "tumors"),
        ("en", "haematology", "hematology"),
        ("en", "Newsweek’s", "newsweek"),
        ("en", "biopsies", "biopsy"),
        ("en", "centres", "center"),
    ],
)
def test_forms_of_one_word_are_one(language: str, one: str, other: str) -> None:
    assert terms(one, language) == terms(other, language)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "cancer", "cancan"),
        ("fr", "sein", "sain"),
        ("en", "side", "sid"),
        ("fr", "os", "eau"),
    ],
)
def test_other_words_stay_apart(language: str, one: str, other: str) -> None:
    assert not terms(one, language) & terms(other, language)


@pytest.mark.parametrize("typed", ["rendez-vous", "Rendez‑vous", "rendezvous"])
def test_a_compound_is_found_by_its_whole(typed: str) -> None:
    assert "rendezvou" in terms(typed, "fr")


@few
@given(anything, language)
def test_the_normaliser_takes_any_text(text: str, language: str) -> None:
    line = one_line(text)
    for word in words(line):
        assert 0 < len(word.folded) <= LONGEST
        assert word.folded == fold(word.folded), "folding twice changes nothing"
        assert word.folded.isalnum()
        assert line[word.start : word.end].lower() == word.shown
        assert stem(word.folded, language)


@few
@given(anything, language, st.dictionaries(st.tuples(anything), st.lists(anything), max_size=3))
def test_the_parser_takes_any_text(
    text: str, language: str, synonyms: dict[tuple[str], list[str]]
) -> None:
    query = parse(one_line(text), language, dict(synonyms))
    assert len(query.concepts) <= MAX_CONCEPTS
    assert all(len(term) <= LONGEST for term in query.terms)
    for concept in query.concepts:
        assert concept.words
        assert all(way.terms for way in concept.alternatives)
    assert not (query.stop_words_only and query.concepts)


@few
@given(st.lists(st.sampled_from(["de", "la", "pour", "x", "les"]), min_size=1))
def test_little_words_alone_ask_for_nothing(typed: list[str]) -> None:
    query = parse(" ".join(typed), "fr", {})
    assert query.stop_words_only
    assert all(is_stop_word(word, "fr") for word in typed)
