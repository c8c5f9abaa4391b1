"""Reads JSON-LD by schema.org's own vocabulary, as a package holds it: types, properties, ranges."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from schema_org import enums, registry

SCHEMA = "https://schema.org/"
KEYWORDS = {"@type", "@id"}
Thing = dict[str, Any]


@cache
def properties(name: str) -> dict[str, Any]:
    """Return the properties that a type may have, its parents' included. Raises KeyError on no type."""
    return {item.schema_name: item for item in registry.get_model(name).SCHEMA_PROPERTIES}


def is_a(name: str, wanted: str) -> bool:
    """Tell whether a type is another or below it."""
    return wanted in registry.get_model(name).SCHEMA_TYPES


def things(value: Any) -> Iterator[Thing]:
    """Yield every described thing, however deep it stands."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from things(item)
    elif isinstance(value, list):
        for item in value:
            yield from things(item)


def problems(graph: list[Thing]) -> list[str]:
    """Return where a graph isn't schema.org: unknown types and properties, values that don't fit."""
    types = {thing["@id"]: thing["@type"] for thing in things(graph) if "@id" in thing}
    found = []
    for thing in things(graph):
        kind = thing["@type"]
        try:
            allowed = properties(kind)
        except KeyError:
            found.append(f"no type {kind}")
            continue
        for name in thing.keys() - KEYWORDS:
            if name not in allowed:
                found.append(f"{kind} has no {name}")
            elif allowed[name].superseded_by:
                found.append(f"{kind}.{name} gave way to {allowed[name].superseded_by}")
            else:
                values = thing[name] if isinstance(thing[name], list) else [thing[name]]
                found += [
                    f"{kind}.{name} can't be {value!r}"
                    for value in values
                    if not any(fits(value, item, types) for item in allowed[name].ranges)
                ]
    return found


def fits(value: Any, wanted: str, types: dict[str, str]) -> bool:
    """Tell whether a value is of a type of the vocabulary.

    Args:
        types: the type of each thing that the graph describes; a thing that is described on another
            page may be of any type, but no text.
    """
    if isinstance(value, dict):
        kind = value.get("@type") or types.get(value["@id"])
        return wanted not in LITERALS and (kind is None or is_a(kind, wanted))
    if wanted in LITERALS:
        return LITERALS[wanted](value)
    members = getattr(enums, wanted, ())
    return value in {str(member.value) for member in members}


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and urlsplit(value).scheme in {"http", "https"}


def _is_date(value: Any) -> bool:
    # ISO 8601 lets a date be a year or a month.
    return isinstance(value, str) and bool(
        re.fullmatch(r"\d{4}(-\d\d)?", value) or _read(date, value)
    )


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and "T" in value and _read(datetime, value)


def _read(kind: type[date], value: str) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


LITERALS = {
    "Text": lambda value: isinstance(value, str) and bool(value.strip()) and not _is_url(value),
    "URL": _is_url,
    "Date": _is_date,
    "DateTime": _is_moment,
    "Number": _is_number,
    "Integer": lambda value: _is_number(value) and isinstance(value, int),
    "Float": _is_number,
    "Boolean": lambda value: isinstance(value, bool),
    "Time": lambda value: False,
}
