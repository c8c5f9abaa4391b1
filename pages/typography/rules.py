"""Typography of both languages: what ordinary keyboards don't type, put right without a change of words.

French takes no-break spaces, guillemets and a curly apostrophe; English curly quotes and apostrophes.
Setting what is already set changes nothing.
"""

import html
import re
from collections.abc import Callable, Iterable

from ..formats import NARROW_NBSP, NBSP

#: Stands for an inline tag while rich text is set: quotes and signs look through it.
TAG = "\ue000"
#: Stands for an address while the words around it are set.
LITERAL = "\ue001"
_SPACES = f"[ \n{NBSP}{NARROW_NBSP}]"
_LETTER = r"[^\W\d_]"
#: What is never touched, nor anything inside: addresses, mail addresses and file names.
_LITERAL = re.compile(r"(?:https?://|www\.|mailto:|tel:)\S*|\S+@\S+\.\w+|\S*\w/\w\S*")
#: What is written after a number with a no-break space; a unit ends where a word would go on.
_UNITS = (
    r"(?:[%‰€$£°]|(?:h|min|km|cm|mm|m²|m³|m|kg|mg|µg|g|ml|cl|l|Gy|MeV|keV|kV|Go|Mo|ko)(?![\w’']))"
)

Rule = tuple[re.Pattern[str], str]


def _rule(pattern: str, put: str) -> Rule:
    return re.compile(pattern), put


_APOSTROPHE = _rule(rf"(?<={_LETTER})(?P<tags>{TAG}*)'(?={TAG}*{_LETTER})", r"\g<tags>’")
#: After these a sign of two parts that lacks its space gets one.
_BEFORE_SIGN = rf"(?<=[^\W_]|[)»”%])(?P<tags>{TAG}*)"

_FRENCH: list[Rule] = [
    _APOSTROPHE,
    _rule(rf"«{_SPACES}*(?=\S)", f"«{NBSP}"),
    _rule(r"(?<=[^\s«])(?=»)", NBSP),
    # Signs of two parts: the space that is there becomes no-break.
    _rule(rf"(?<=\S){_SPACES}+(?={TAG}*[;!?])", NARROW_NBSP),
    _rule(rf"(?<=\S){_SPACES}+(?={TAG}*[:%»])", NBSP),
    # A number keeps to what it counts, a title to its name: 8 h 30, n° 12, Pr Vera.
    _rule(rf"(?<=\d){_SPACES}+(?={TAG}*{_UNITS})", NBSP),
    _rule(rf"(?<=\d{NBSP}h) +(?=\d)", NBSP),
    _rule(r"(?<=\bn°) +(?=\d)", NBSP),
    _rule(r"(?<=\b[DP]r) +(?=[A-ZÉ])", NBSP),
    _rule(r"(?<=\bMme) +(?=[A-ZÉ])", NBSP),
    _rule(r"(?<=\bM\.) +(?=[A-ZÉ])", NBSP),
]
#: Where a sign of two parts lacks its space, it comes; not in names, which may be of another language.
_FRENCH_GAPS: list[Rule] = [
    _rule(rf"{_BEFORE_SIGN}(?=[;!?]+(?:[{TAG}\s)»”]|$))", rf"\g<tags>{NARROW_NBSP}"),
    _rule(rf"{_BEFORE_SIGN}(?=:{_SPACES})", rf"\g<tags>{NBSP}"),
]
_THOUSANDS = re.compile(
    rf"(?<![\d.,])(?<!\d{_SPACES})\d{{1,3}}(?:{_SPACES}\d{{3}})+(?!{_SPACES}?\d)"
)
_TELEPHONE = re.compile(r"(?<!\d)(?:0\d|\+33 \d)(?: \d\d){4}(?!\d)")

_ENGLISH: list[Rule] = [
    _APOSTROPHE,
    _rule(r"(?<!\w)'(?=\d\ds?\b)", "’"),  # the '90s
    _rule(r"(?<![\w‘’'])'(?=[^\s‘’])([^'\n]+)(?<=[^\s‘])'(?![\w'])", r"‘\1’"),
    _rule(rf"(?<=[\w{TAG}])'(?![\w'])", "’"),  # the patients' rights
]
_QUOTED = re.compile(r'(?<![\w"])"(?=[^\s"])([^"\n]*)(?<=[^\s"])"(?![\w"])')


def french(text: str) -> str:
    """Return plain French text with its spaces, apostrophes and quotes as print has them."""
    return _outside_literals(text, _french)


def english(text: str) -> str:
    """Return plain English text with curly apostrophes and quotes."""
    return _outside_literals(text, _english)


def set_type(text: str, language: str) -> str:
    """Return plain text with the typography of its language ("fr" or "en")."""
    return french(text) if language == "fr" else english(text)


def set_name(text: str, language: str) -> str:
    """Return a name as a text in a language shows it: what was typed is set, and nothing is added.

    The name itself may be of another language: "Yahoo! Research: Lyon" keeps its signs close.
    """
    if language != "fr":
        return english(text)
    return _outside_literals(text, lambda words: _french(words, _FRENCH))


def set_apostrophes(text: str) -> str:
    """Return a text whose language isn't known with curly apostrophes inside its words."""
    pattern, put = _APOSTROPHE
    return _outside_literals(text, lambda words: pattern.sub(put, words))


def set_rich_type(rich_text: str, language: str) -> str:
    """Return rich text in database form with the typography of its language.

    Only words change: tags with their attributes, and so links and facts, stay as they are.
    """
    pieces = re.split(r"(</?(?:p|li|ul|ol|h[1-6]|hr|br|blockquote)\b[^>]*>)", rich_text)
    # Between block tags (the odd pieces) stands one run of words with inline tags in it.
    return "".join(
        piece if number % 2 else _set_run(piece, language) for number, piece in enumerate(pieces)
    )


def _set_run(run: str, language: str) -> str:
    tags = re.findall(r"<[^>]+>", run)
    words = html.unescape(re.sub(r"<[^>]+>", TAG, run))
    done = set_type(words, language)
    if done == words or words.count(TAG) != len(tags):
        return run
    kept = iter(tags)
    return re.sub(TAG, lambda _match: next(kept), html.escape(done, quote=False))


def _french(text: str, rules: Iterable[Rule] = (*_FRENCH, *_FRENCH_GAPS)) -> str:
    text = _in_quotes(text, _guillemets)
    for pattern, put in rules:
        text = pattern.sub(put, text)
    text = _THOUSANDS.sub(lambda match: re.sub(_SPACES, NARROW_NBSP, match[0]), text)
    return _TELEPHONE.sub(lambda match: match[0].replace(" ", NBSP), text)


def _english(text: str) -> str:
    text = _in_quotes(text, lambda match: f"“{match[1]}”")
    for pattern, put in _ENGLISH:
        text = pattern.sub(put, text)
    return text


def _in_quotes(text: str, put: Callable[[re.Match[str]], str]) -> str:
    """Replace straight double quotes, if every one of them has its pair: what is in doubt stays."""
    paired = 2 * len(_QUOTED.findall(text))
    return _QUOTED.sub(put, text) if text.count('"') == paired else text


def _guillemets(match: re.Match[str]) -> str:
    """Inside a quotation the inner one takes English quotes, as French print has it."""
    before = match.string[: match.start()]
    inside = before.count("«") > before.count("»")
    return f"“{match[1]}”" if inside else f"«{NBSP}{match[1]}{NBSP}»"


def _outside_literals(text: str, setter: Callable[[str], str]) -> str:
    """Set text but for addresses: they are taken out, each leaving a mark that is like a word."""
    if LITERAL in text:
        return text
    kept = iter(_LITERAL.findall(text))
    return re.sub(LITERAL, lambda _match: next(kept), setter(_LITERAL.sub(LITERAL, text)))
