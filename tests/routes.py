"""Every address that the project routes, with something in the place of what varies."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils import translation

SAMPLES = {"uuid": "00000000-0000-0000-0000-000000000000"}


def routed() -> list[str]:
    """Return one address for each route, those of readers in French."""
    with translation.override("fr"):
        return list(dict.fromkeys(_routed(get_resolver(), "/")))


def _routed(resolver: URLResolver, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        address = before + _filled(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address
        else:
            yield from _routed(pattern, address)


def _filled(pattern: Any) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern)
    if isinstance(pattern, RoutePattern):
        return re.sub(
            r"<(?:(\w+):)?\w+>", lambda part: SAMPLES.get(part[1] or "", "1"), str(pattern)
        )
    return _matched(str(pattern))


def _matched(expression: str) -> str:
    """Return a short text that a regular expression matches: the first choice, one of each sign."""
    text = re.sub(r"\(\?P<\w+>", "(", expression.strip("^$").replace(r"\Z", "")).replace("(?:", "(")
    while "(" in text:
        text = re.sub(r"\(([^()]*)\)[?*]?", lambda group: group[1].split("|")[0], text)
    text = re.sub(
        r"\[[^\]]*\](?:\{(\d+)[^}]*\}|[+*])?", lambda signs: "1" * int(signs[1] or 1), text
    )
    text = re.sub(r"(?<!\\)\.[*+]", "1", text)
    text = re.sub(r"\\[dw][+*]?", "1", text)
    return re.sub(r"\\(.)|[?*+]", lambda sign: sign[1] or "", text)
