"""Small helpers for drawings: numbers as SVG wants them, paths, and the frame of a plot."""

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]


def number(value: float) -> str:
    """Write a coordinate with one decimal at most: a string, so that no template localises it."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def path(points: Iterable[Point], closed: bool = False) -> str:
    """Return the ``d`` of a path of straight lines through points."""
    line = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{line}{'Z' if closed else ''}" if line else ""


@dataclass(frozen=True)
class Frame:
    """Where a plot stands in its drawing, and what its axes run over.

    Attributes:
        left, right, top, bottom: the plot's edges in the drawing.
        x_max, y_max: the values at the right and at the top; both axes begin at 0.
    """

    left: float
    right: float
    top: float
    bottom: float
    x_max: float
    y_max: float

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * value / self.x_max

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.y_max

    def points(self, values: Iterable[Point]) -> list[Point]:
        return [(self.x(x), self.y(y)) for x, y in values]

    def line(self, values: Iterable[Point]) -> str:
        """Return the path of a curve."""
        return path(self.points(values))

    def area(self, values: Iterable[Point]) -> str:
        """Return the closed path between a curve and the horizontal axis."""
        points = self.points(values)
        return path(
            [(points[0][0], self.bottom), *points, (points[-1][0], self.bottom)], closed=True
        )
