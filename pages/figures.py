"""Figures drawn from data: apps register theirs, editors choose among them.

A figure is a function from the template context to a Drawing; ``centres.figures`` holds this site's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Drawing:
    """What a figure's template shows.

    Attributes:
        template: the template that draws it.
        context: what the template needs.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)


Figure = Callable[[dict[str, Any]], Drawing]

_figures: dict[str, tuple[Any, Figure]] = {}


def register(name: str, label: Any) -> Callable[[Figure], Figure]:
    """Register a function as the figure ``name``, which editors see as ``label``."""

    def keep(figure: Figure) -> Figure:
        _figures[name] = (label, figure)
        return figure

    return keep


def choices() -> list[tuple[str, Any]]:
    """Return the names and labels of the known figures."""
    return [(name, label) for name, (label, _figure) in _figures.items()]


def draw(name: str | None, context: dict[str, Any]) -> Drawing | None:
    """Return the drawing of a figure in a template context, or None for an unknown name."""
    known = _figures.get(name or "")
    return known[1](context) if known else None
