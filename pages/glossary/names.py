"""Proper names in which no word is explained: apps register theirs.

They are read with each edition of the glossary; a name that is new since then is known with the next.
"""

from collections.abc import Callable, Iterable

Names = Callable[[str], Iterable[str]]

_known: list[Names] = []


def register(names: Names) -> Names:
    """Register a function that returns names in a language ("fr")."""
    _known.append(names)
    return names


def proper_names(language: str) -> frozenset[str]:
    """Return all registered names in a language."""
    return frozenset(name for names in _known for name in names(language) if name)
