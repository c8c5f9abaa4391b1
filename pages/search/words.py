"""Words as the search compares them: the same for what pages say and for what readers type.

Accents, case, ligatures and elisions don't count; a compound is found by its parts and by its whole
(rendez-vous, rendezvous); plurals, and in English the American spelling, come to one stem. All of it
is plain Python, so that every database gives the same results. README.md says why the stems are cut
this way and not by a library.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

#: Letters of the longest word that is kept; what is longer is no word.
LONGEST = 40
_CHUNK = re.compile(r"[^\W_]+(?:['’ʼ\-‐‑][^\W_]+)*")
_HYPHEN = re.compile(r"[\-‐‑]")
_APOSTROPHE = re.compile(r"['’ʼ]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ﬁ": "fi", "ﬂ": "fl"})
_ELIDED = frozenset(["jusqu", "lorsqu", "presqu", "puisqu", "qu", "quoiqu", *"cdjlmnst"])
_FRENCH = """
a ai as au aux avec avez avoir avons c car ce ces cet cette ceux chez ci combien comme comment d
dans de des donc du elle elles en es est et etc ete etre eu eux faire fait faut il ils j je l la le
les leur leurs lui m ma mais me mes moi mon n ne ni nos notre nous on ont ou par pas peut peux plus
pour puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont suis sur
t ta te tes toi ton tres tu un une va vais vos votre vous y
"""
_ENGLISH = """
a about am an and any are as at be been being but by can could d did do does for from get had has
have he her here him his how i if in into is it its just ll m me my no not of on or our re s she
should so t than that the their them then there these they this those to too us ve was we were what
when where which who whom why will with would you your
"""
#: Words that say nothing alone, folded.
STOP_WORDS = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}


@dataclass(frozen=True)
class Word:
    """A word of a text.

    Attributes:
        folded: its letters without accents and case; a compound gives one word for each part.
        start, end: where it stands in the text, in NFC.
        shown: as it is written there, in lower case.
        compound: the whole as it is written, where this is a part of one ("rendez-vous"); else "".
    """

    folded: str
    start: int
    end: int
    shown: str
    compound: str = ""

    @property
    def joined(self) -> str:
        """The compound as one word, folded: "rendezvous"; "" where there is none."""
        return letters(fold(self.compound))[:LONGEST]


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return text in small letters, without accents, ligatures and the like."""
    spread = text.translate(_LIGATURES)
    spread = unicodedata.normalize("NFKD", spread).casefold().translate(_LIGATURES)
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", spread)
        if not unicodedata.combining(letter)
    )


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in NFC, in their order."""
    for chunk in _CHUNK.finditer(text):
        parts = list(_without_elisions(chunk))
        compound = text[parts[0][0] : parts[-1][1]].lower() if len(parts) > 1 else ""
        for start, end, folded in parts:
            if 0 < len(folded) <= LONGEST:
                yield Word(folded, start, end, text[start:end].lower(), compound)


def _without_elisions(chunk: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a compound with where each stands, folded."""
    start = chunk.start()
    for part in _HYPHEN.split(chunk[0]):
        pieces = _APOSTROPHE.split(part)
        end = start + len(part)
        left = start
        while len(pieces) > 1 and fold(pieces[0]) in _ELIDED:
            left += len(pieces.pop(0)) + 1
        if len(pieces) > 1 and pieces[-1] in {"s", "S"}:  # Newsweek's
            pieces.pop()
        yield left, end, letters(fold("".join(pieces)))
        start = end + 1


def letters(folded: str) -> str:
    """Return only the letters and digits: folding makes marks of some signs."""
    return "".join(letter for letter in folded if letter.isalnum())


def is_stop_word(folded: str, language: str) -> bool:
    """Tell whether a word says nothing alone: a stop word, or a single letter."""
    return folded in STOP_WORDS[language] or (len(folded) == 1 and not folded.isdigit())


@lru_cache(maxsize=50_000)
def stem(folded: str, language: str) -> str:
    """Return what the forms of a word have in common."""
    if len(folded) <= 3 or not folded.isalpha():
        return folded
    return _stem_french(folded) if language == "fr" else _stem_english(folded)


def _stem_french(word: str) -> str:
    if word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux") and len(word) > 5:
        word = f"{word[:-3]}al"
    elif word[-1] in "sx" and not word.endswith("ss"):
        word = word[:-1]
    word = word.rstrip("e") or word  # the feminine, and the e that it is mistaken for
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _stem_english(word: str) -> str:
    word = word.replace("ae", "e").replace("oe", "e") if len(word) > 5 else word
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif re.search(r"(ch|sh|ss|x|z)es$", word):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word.endswith("our"):
        word = f"{word[:-3]}or"
    elif len(word) > 4 and word.endswith("tre"):
        word = f"{word[:-2]}er"
    return word
