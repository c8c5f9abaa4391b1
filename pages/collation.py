"""How words are compared: without accents or case, and in the order of a dictionary of the language.

French and English dictionaries order by letters alone (É with E, œ as oe), and only then by accent and
case. Python's own tables are enough for that; a full collation library would bring a database of its own.
"""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae", "ß": "ss"})
#: Words that a dictionary passes over at the start of a title.
ARTICLES = {
    "fr": re.compile(r"(?:les?|la|une?|des)\s+|[ld]['’]", re.IGNORECASE),
    "en": re.compile(r"(?:the|an?)\s+", re.IGNORECASE),
}
_OTHER_THAN_LETTERS = re.compile(r"[\W_]+")
#: Under which a list files what begins with no letter.
NO_LETTER = "#"

SortKey = tuple[str, str, str]


def unaccented(text: str) -> str:
    """Return text without accents, its ligatures in letters."""
    parts = unicodedata.normalize("NFD", text.translate(LIGATURES))
    return "".join(char for char in parts if not unicodedata.combining(char))


def without_article(text: str, language: str) -> str:
    """Return a title without the article at its start."""
    text = text.strip(' «“"\u00a0\u202f')
    return text[found.end() :] if (found := ARTICLES[language].match(text)) else text


def sort_key(text: str, language: str) -> SortKey:
    """Return what puts titles in the order of a language's dictionary."""
    bare = without_article(text, language)
    letters = _OTHER_THAN_LETTERS.sub(" ", unaccented(bare)).strip().casefold()
    accents = unicodedata.normalize("NFD", bare.translate(LIGATURES)).casefold()
    return letters, accents, bare


def initial(text: str, language: str) -> str:
    """Return the letter under which a title is filed, or NO_LETTER."""
    first = sort_key(text, language)[0][:1].upper()
    return first if "A" <= first <= "Z" else NO_LETTER
