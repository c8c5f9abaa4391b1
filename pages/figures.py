"""Figures drawn from data: apps register theirs, editors choose among them.

A figure is a function from the template context to a Drawing; ``centres.figures`` holds this site's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

#: A table of more columns has a scroller of its own on a narrow screen, which keys can reach.
MOST_COLUMNS = 4


@dataclass(frozen=True)
class Drawing:
    """What a figure's template shows.

    Attributes:
        template: the template that draws it.
        context: what the template needs.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, a word beside that, and its cells."""

    head: str
    cells: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Table:
    """The data behind a figure (components/figures/table.html)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > MOST_COLUMNS


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
