"""Tables of what was measured, as Markdown that reads well in a terminal too, and in the README."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

README = Path(__file__).parents[2] / "README.md"


@dataclass(frozen=True)
class Spread:
    """The median of what several rounds gave, with the least and the most of them."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(tuple(values))

    @property
    def median(self) -> float:
        return median(self.values)

    def over(self, other: "Spread") -> "Spread":
        """Return the ratios to another, round by round."""
        return Spread(tuple(a / b for a, b in zip(self.values, other.values, strict=True)))

    def said(self, digits: int = 0) -> str:
        """Return the median, and from where to where the rounds went."""
        low, high = min(self.values), max(self.values)
        if low == high:
            return f"{self.median:,.{digits}f}"
        return f"{self.median:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


@dataclass(frozen=True)
class Target:
    """What is aimed at: so much at least, or at most."""

    at_least: float | None = None
    at_most: float | None = None

    def said(self) -> str:
        bound = self.at_least if self.at_least is not None else self.at_most
        return f"{'≥' if self.at_least is not None else '≤'} {bound:g}"

    def verdict(self, value: float) -> str:
        low = self.at_least is None or value >= self.at_least
        high = self.at_most is None or value <= self.at_most
        return "reached" if low and high else "missed"


@dataclass
class Table:
    """A table with a sentence above it that says how it was measured."""

    about: str
    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)

    def markdown(self) -> str:
        """Return the table with columns of equal width, figures to the right."""
        lines = [self.head, *self.rows]
        widths = [max(len(line[number]) for line in lines) for number in range(len(self.head))]
        rule = ["-" * max(widths[0], 3), *("-" * max(width - 1, 2) + ":" for width in widths[1:])]
        written = [
            _line(self.head, widths),
            _line(rule, widths),
            *(_line(r, widths) for r in self.rows),
        ]
        return "\n".join([self.about, "", *written])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (cell for cell in cells)
    padded = [first.ljust(widths[0])]
    padded += [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
    return f"| {' | '.join(padded)} |"


def show(name: str, tables: Sequence[Table]) -> None:
    """Print tables, and put them in the README between the markers of this name.

    Raises:
        ValueError: the README has no such markers.
    """
    text = "\n\n".join(table.markdown() for table in tables)
    print(f"\n{text}\n", flush=True)
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    readme = README.read_text(encoding="utf-8")
    if begin not in readme or end not in readme:
        raise ValueError(f"README.md has no place for {name}: {begin} … {end}")
    before, rest = readme.split(begin, 1)
    after = rest.split(end, 1)[1]
    README.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
