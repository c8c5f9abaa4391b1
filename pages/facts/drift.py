"""Where French and English say different figures, dates, telephones or names outside facts.

A fact is stored once and can't disagree with itself; what is typed in prose can. Both texts are
reduced to what must be the same in any language, and compared.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

MONTHS = {
    name: f"{number:02}"
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), start=1)
}
#: "May" and "mars" are also words: a month counts only beside a number.
_MONTH = re.compile(
    rf"(?:(\d{{1,2}})(?:er)?\s+)?\b({'|'.join(MONTHS)})\b(?:\s+(\d{{4}}))?", re.IGNORECASE
)
_TELEPHONE = re.compile(r"(?:\+33\s?|\b0)[1-9](?:[\s.]?\d{2}){4}\b")
_TIME = re.compile(
    r"\b(?P<french>\d{1,2})\s?h\b(?:\s?(?P<past>\d{2}))?"
    r"|\b(?P<english>\d{1,2})(?:[.:](?P<minutes>\d{2}))?\s?(?P<half>am|pm)\b"
)
#: Digits in groups of three, with either language's separators, and decimals.
_NUMBER = re.compile(r"\d{1,3}(?:[\s,.]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
_TAG = re.compile(r"<[^>]+>")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True)
class Difference:
    """What one language says and the other doesn't.

    Attributes:
        place: where it stands, in words.
        french, english: what only this language says.
    """

    place: str
    french: tuple[str, ...]
    english: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.place}: fr {list(self.french)} · en {list(self.english)}"


def plain(text: str) -> str:
    """Return rich text as plain text, without its facts and with ordinary spaces."""
    return unescape(_TAG.sub(" ", text)).translate(_SPACES)


def essentials(text: str, names: Iterable[str] = ()) -> Counter[str]:
    """Count the telephones, dates, numbers and known names of a text, in a form without language.

    Args:
        text: plain or rich text; inline facts in it don't count.
        names: names to look for, the same in both languages.
    """
    rest = plain(text)
    found: Counter[str] = Counter()

    def telephone(match: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", match[0])
        found["tel " + digits.removeprefix("33").removeprefix("0")] += 1
        return " "

    def month(match: re.Match[str]) -> str:
        day, name, year = match.groups()
        if not (day or year):
            return match[0]
        day = day.zfill(2) if day else ""
        found["-".join(part for part in (year, MONTHS[name.lower()], day) if part)] += 1
        return " "

    def time(match: re.Match[str]) -> str:
        hour = int(match["french"] or match["english"]) % (24 if match["french"] else 12)
        hour += 12 if match["half"] == "pm" else 0
        found[f"{hour:02}:{match['past'] or match['minutes'] or '00'}"] += 1
        return " "

    rest = _TELEPHONE.sub(telephone, rest)
    rest = _TIME.sub(time, rest)
    rest = _MONTH.sub(month, rest)
    for match in _NUMBER.finditer(rest):
        found[_number(match[0])] += 1
    for name in names:
        count = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", rest))
        if count:
            # How often a name is repeated is a matter of style.
            found[name] = 1
    return found


def _number(text: str) -> str:
    grouped = re.fullmatch(r"\d{1,3}(?:[\s,.]\d{3})+", text)
    return re.sub(r"\D", "", text) if grouped else text.replace(",", ".")


def differences(
    place: str, french: str, english: str, names: Iterable[str] = ()
) -> list[Difference]:
    """Return what two texts that should say the same don't both say: one item or none."""
    ours, theirs = essentials(french, names), essentials(english, names)
    only_french, only_english = ours - theirs, theirs - ours
    if not (only_french or only_english):
        return []
    return [
        Difference(
            place, tuple(sorted(only_french.elements())), tuple(sorted(only_english.elements()))
        )
    ]
