"""French typography: the no-break spaces that ordinary keyboards can't type."""

import re

from .formats import NARROW_NBSP, NBSP

_RULES = [
    (re.compile(r"(?<=\S)[ \n]+(?=[;!?])"), NARROW_NBSP),
    (re.compile(r"(?<=\S)[ \n]+(?=[:%»])"), NBSP),
    (re.compile(r"« +(?=\S)"), f"«{NBSP}"),
    (re.compile(r"(?<=\bn°) +(?=\d)"), NBSP),
    # Hours: 8 h, 18 h 30.
    (re.compile(r"(?<=\d) +(?=h\b)"), NBSP),
    (re.compile(rf"(?<=\d{NBSP}h) +(?=\d)"), NBSP),
    # A title keeps to its name: Pr Vera.
    (re.compile(r"(?<=\b[DP]r) +(?=[A-ZÉ])"), NBSP),
]


def french(text: str) -> str:
    """Return French text with its spaces before ; ! ? (narrow) and : % », and after «, made no-break.

    Only spaces and line ends that are there are changed: an address such as https://… has none.
    """
    for pattern, space in _RULES:
        text = pattern.sub(space, text)
    return text


def set_type(text: str, language: str) -> str:
    """Return text with the typography of its language; English needs nothing."""
    return french(text) if language == "fr" else text
