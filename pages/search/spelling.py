"""A word that no page has: what was probably meant, out of the words that pages have."""

from collections.abc import Iterable

from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .models import SearchPosting, SearchWord
from .query import Concept, Query, one_line
from .words import stem, words

#: From how many letters on a word may have one mistake, and two.
ONE_MISTAKE = 5
TWO_MISTAKES = 8
#: Letters of the shortest word that is completed or taken apart, and of its shortest part.
LONG_ENOUGH = 5
SHORTEST_PART = 3
CANDIDATES = 20


def corrected(query: Query, unknown: Iterable[Concept], other: str) -> str:
    """Return the query's text with its unknown words put right, or "" where nothing better is known.

    A word that the pages of the other language have is no mistake.

    Args:
        unknown: the things asked that no page has.
        other: the other language.
    """
    text, changed = query.text, False
    foreign = _known([stem(_letters(item), other) for item in unknown], other)
    for concept in sorted(unknown, key=lambda item: -item.words[0].start):
        letters = _letters(concept)
        if stem(letters, other) in foreign or any(letter.isdigit() for letter in letters):
            continue
        better = _closest(letters, query.language)
        if better:
            text = text[: concept.words[0].start] + better + text[concept.words[-1].end :]
            changed = True
    return one_line(text) if changed else ""


def _letters(concept: Concept) -> str:
    first = concept.words[0]
    return first.joined or "".join(word.folded for word in concept.words)


def _known(terms: Iterable[str], language: str) -> dict[str, int]:
    """Return on how many pages each of these terms stands."""
    counted = (
        SearchPosting.objects.filter(language=language, term__in=sorted(set(terms)))
        .values("term")
        .annotate(pages=Count("pk"))
    )
    return dict(counted.values_list("term", "pages"))


def _closest(letters: str, language: str) -> str:
    """Return a word that differs by a slip or two, or begins so, or two words in place of one."""
    if len(letters) < ONE_MISTAKE:
        return ""
    most = 2 if len(letters) >= TWO_MISTAKES else 1
    near = SearchWord.objects.filter(
        language=language, length__range=(len(letters) - most, len(letters) + most)
    )
    choices = {item.folded: item for item in near}
    found = process.extract(
        letters, sorted(choices), scorer=OSA.distance, score_cutoff=most, limit=CANDIDATES
    )
    known = _known((choices[folded].stem for folded, _far, _place in found), language)
    ranked = sorted(
        (far, folded[0] != letters[0], -known[choices[folded].stem], folded)
        for folded, far, _place in found
        if choices[folded].stem in known
    )
    if ranked:
        return choices[ranked[0][3]].shown
    return _completed(letters, language) or _taken_apart(letters, language)


def _completed(letters: str, language: str) -> str:
    begins = SearchWord.objects.filter(language=language, folded__startswith=letters)
    candidates = list(begins.order_by("length", "folded")[:CANDIDATES])
    known = _known((item.stem for item in candidates), language)
    return next((item.shown for item in candidates if item.stem in known), "")


def _taken_apart(letters: str, language: str) -> str:
    cuts = range(SHORTEST_PART, len(letters) - SHORTEST_PART + 1)
    pairs = [(letters[:cut], letters[cut:]) for cut in cuts]
    parts = {part for pair in pairs for part in pair}
    there = {
        item.folded: item for item in SearchWord.objects.filter(language=language, folded__in=parts)
    }
    known = _known((item.stem for item in there.values()), language)
    whole = [
        (left, right)
        for left, right in pairs
        if left in there
        and right in there
        and {there[left].stem, there[right].stem} <= known.keys()
    ]
    if not whole:
        return ""
    left, right = max(whole, key=lambda pair: min(map(len, pair)))
    return f"{there[left].shown} {there[right].shown}"


def beginning_with(text: str, language: str, most: int) -> list[str]:
    """Return the stems of the words that begin as the last typed word does, the shortest first."""
    typed = list(words(text))
    if not typed:
        return []
    begins = SearchWord.objects.filter(language=language, folded__startswith=typed[-1].folded)
    return list(
        dict.fromkeys(begins.order_by("length", "folded").values_list("stem", flat=True)[:most])
    )
