"""What a reader typed, as things to look for."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from .models import SearchSynonym
from .words import LONGEST, Word, is_stop_word, stem, words

#: Characters of the longest query, and words of it that are looked for.
MAX_LENGTH = 200
MAX_CONCEPTS = 12
SYNONYM_WEIGHT = 0.8
Terms = tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """One way to say a thing: all its terms must be there."""

    terms: Terms
    weight: float = 1.0


@dataclass(frozen=True)
class Concept:
    """One thing that is looked for.

    Attributes:
        words: what was typed for it.
        alternatives: any of them will do; the first is what was typed.
    """

    words: tuple[Word, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def terms(self) -> set[str]:
        return {term for item in self.alternatives for term in item.terms}


@dataclass(frozen=True)
class Query:
    """What was typed, and the things that it asks for.

    Attributes:
        text: the typed text on one line, in NFC.
        stop_words_only: whether there are words, but none to look for.
    """

    text: str
    language: str
    concepts: tuple[Concept, ...] = ()
    stop_words_only: bool = False

    @property
    def terms(self) -> set[str]:
        """All that is looked for, and neighbours as one word."""
        pairs = zip(self.concepts, self.concepts[1:], strict=False)
        joined = {self._joined(left, right) for left, right in pairs} - {""}
        return {term for concept in self.concepts for term in concept.terms} | joined

    def with_joined(self, known: set[str]) -> "Query":
        """Return the query with neighbours made one thing where pages have them as one word.

        Args:
            known: the terms that pages have.
        """
        concepts: list[Concept] = []
        for concept in self.concepts:
            joined = self._joined(concepts[-1], concept) if concepts else ""
            if joined in known:
                left = concepts.pop()
                both = left.alternatives[0].terms + concept.alternatives[0].terms
                ways = (Alternative((joined,)), Alternative(both))
                concepts.append(Concept(left.words + concept.words, ways))
            else:
                concepts.append(concept)
        return replace(self, concepts=tuple(concepts))

    def _joined(self, left: Concept, right: Concept) -> str:
        """Return two neighbours as one word (proton thérapie), or "" where one isn't a single word."""
        if len(left.words) != 1 or len(right.words) != 1:
            return ""
        whole = left.words[0].folded + right.words[0].folded
        return stem(whole, self.language) if len(whole) <= LONGEST else ""


def one_line(text: str) -> str:
    """Return typed text on one line, in NFC, without control characters."""
    shown = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} else letter
        for letter in text
    )
    return unicodedata.normalize("NFC", " ".join(shown.split()))


@lru_cache(maxsize=5_000)
def phrase(text: str, language: str) -> Terms:
    """Return a phrase as synonyms are compared: every word counts, parts of compounds too."""
    return tuple(stem(word.folded, language) for word in words(one_line(text)))


def load_synonyms(language: str) -> dict[Terms, list[str]]:
    """Return, for each phrase that readers type, the phrases that are looked for as well: one query."""
    found: dict[Terms, list[str]] = {}
    for synonym in SearchSynonym.objects.filter(language=language).order_by("pk"):
        for typed in synonym.typed_phrases:
            terms = phrase(typed, language)
            if terms:
                others = [item for item in synonym.also_phrases if item != typed]
                found.setdefault(terms, []).extend(others)
    return found


def parse(text: str, language: str, synonyms: dict[Terms, list[str]]) -> Query:
    """Return what a typed text asks for.

    Args:
        text: what was typed, on one line (one_line).
        synonyms: those of the language (load_synonyms).
    """
    typed = list(words(text))
    stems = [stem(word.folded, language) for word in typed]
    longest = max(map(len, synonyms), default=0)
    concepts: list[Concept] = []
    here = 0
    while here < len(typed) and len(concepts) < MAX_CONCEPTS:
        taken = _phrase_at(stems, here, longest, synonyms)
        if taken:
            run = typed[here : here + taken]
            others = synonyms[tuple(stems[here : here + taken])]
            concept = _concept(run, others, language)
        else:
            run = _compound_at(typed, here)
            taken = len(run)
            concept = _concept(run, [], language)
        if concept.alternatives and concept not in concepts:
            concepts.append(concept)
        here += taken
    return Query(text, language, tuple(concepts), bool(typed) and not concepts)


def _phrase_at(stems: list[str], here: int, longest: int, synonyms: dict[Terms, list[str]]) -> int:
    """Return how many words the longest phrase with synonyms takes here, or 0."""
    for size in range(min(longest, len(stems) - here), 0, -1):
        if tuple(stems[here : here + size]) in synonyms:
            return size
    return 0


def _compound_at(typed: list[Word], here: int) -> list[Word]:
    run = [typed[here]]
    for word in typed[here + 1 :]:
        if not word.compound or word.compound != run[0].compound or word.start > run[-1].end + 1:
            break
        run.append(word)
    return run


def _concept(run: list[Word], others: Iterable[str], language: str) -> Concept:
    alternatives = list(_ways(run, language, 1.0))
    for other in others:
        alternatives += _ways(list(words(one_line(other))), language, SYNONYM_WEIGHT)
    return Concept(tuple(run), tuple(dict.fromkeys(alternatives)))


def _ways(run: list[Word], language: str, weight: float) -> Iterable[Alternative]:
    """Yield a phrase as its words and, where it is one compound, as its whole."""
    compounds = {word.joined for word in run}
    if len(compounds) == 1 and (whole := compounds.pop()):
        yield Alternative((stem(whole, language),), weight)
    parts = tuple(
        dict.fromkeys(
            stem(word.folded, language) for word in run if not is_stop_word(word.folded, language)
        )
    )
    if parts:
        yield Alternative(parts, weight)
