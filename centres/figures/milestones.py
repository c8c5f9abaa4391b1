"""Milestones: what a project announced for when, in the order of the announcements, and what came.

One line a milestone, on a scale of years. First comes what came unannounced, by its date; then each
promise, by the day for which its fact was true. A fact that names no such day leaves its milestone
where the project's own order has it, behind the one before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from textwrap import wrap
from typing import Any

from django.utils.translation import gettext_lazy as _

from pages.facts.states import State
from pages.figures import Drawing, register
from pages.formats import PARTIAL_DATE
from pages.services import keeping

from ..models import Milestone, Project
from .svg import number

#: The project that the figure shows where no page says which.
DEFAULT_PROJECT = "archade"
#: From this number of milestones on there is something to compare.
FEWEST = 2
#: Half the height of a tick of the scale, and of today's line where words stand between the rows.
TICK = 6
TODAY = 16
#: Years between two labels of the scale.
STEPS = (1, 2, 5, 10, 20, 50, 100)


class Mark(StrEnum):
    """What became of a milestone."""

    DONE = "done"
    PASSED = "passed"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Step:
    """A milestone, and what became of it."""

    milestone: Milestone
    mark: Mark


@dataclass(frozen=True)
class Layout:
    """Where things stand in a drawing.

    Attributes:
        left, right: between them runs the scale of years.
        beside: whether the words stand beside their line, or above it.
        letters: on a line of words.
        line: the height of a line of words.
        year: the least width of a year's label.
    """

    width: int
    left: int
    right: int
    top: int
    beside: bool
    letters: int
    line: int
    year: int

    def height(self, lines: int) -> int:
        """Return the height of a row with so many lines of words."""
        return max(60, lines * self.line + 24) if self.beside else lines * self.line + 48


WIDE = Layout(width=1080, left=410, right=1070, top=60, beside=True, letters=32, line=32, year=64)
NARROW = Layout(width=288, left=12, right=276, top=44, beside=False, letters=33, line=20, year=52)


@dataclass(frozen=True)
class Row:
    """A milestone in a drawing: its words and its one or two discs."""

    words: tuple[str, ...]
    step: Step
    words_y: str
    y: str
    planned: str
    actual: str


@dataclass(frozen=True)
class Chart:
    """A whole drawing: everything as text, ready for attributes."""

    view_box: str
    left: str
    right: str
    top: str
    foot: str
    years: tuple[tuple[str, str], ...]
    ticks: str
    rows: tuple[Row, ...]
    today: str
    today_line: str
    today_anchor: str


def span(partial: str) -> tuple[date, date]:
    """Return the first and the last day of a partial ISO date ("2021", "2021-09", "2021-09-03")."""
    match = PARTIAL_DATE.match(partial)
    if not match:
        raise ValueError(partial)
    year, month, day = (int(part) if part else 0 for part in match.groups())
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    after = date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    return first, after - timedelta(days=1)


def moment(partial: str, after: date = date.min) -> float:
    """Return the middle of a partial date, or of what is left of it after a day, in years."""
    first, last = span(partial)
    first = min(max(first, after), last)
    middle = first + (last - first) / 2
    return middle.year + (middle.timetuple().tm_yday - 0.5) / 366


def in_order(milestones: Iterable[Milestone], today: date) -> list[Step]:
    """Return the dated milestones in the order of the figure, with what became of each."""
    done: list[tuple[str, Step]] = []
    promised: list[tuple[str, Step]] = []
    announced = ""
    for milestone in milestones:
        if milestone.planned:
            announced = milestone.fact.as_of or announced
            promised.append((announced, Step(milestone, mark(milestone, today))))
        elif milestone.actual:
            done.append((milestone.actual, Step(milestone, Mark.DONE)))
    return [
        step for steps in (done, promised) for _key, step in sorted(steps, key=lambda pair: pair[0])
    ]


def mark(milestone: Milestone, today: date) -> Mark:
    """Return what became of a milestone by a day: a date that has passed says nothing more."""
    if milestone.actual:
        return Mark.DONE
    over = span(milestone.planned)[1] < today or milestone.fact.state_on(today) == State.PAST
    return Mark.PASSED if over else Mark.AHEAD


def anchor(x: float, layout: Layout) -> str:
    """Return on which side of its place a label stands: within the drawing, even near its edges."""
    if x < layout.left + layout.year:
        return "start"
    return "end" if x > layout.right - layout.year else "middle"


def places_of(step: Step, today: date) -> tuple[float | None, float | None]:
    """Return where a milestone was planned and where it came, in years.

    A date still to come lies in what is left of its month or year.
    """
    planned, actual = step.milestone.planned, step.milestone.actual
    after = today if step.mark == Mark.AHEAD else date.min
    return moment(planned, after) if planned else None, moment(actual) if actual else None


def chart(steps: list[Step], layout: Layout, today: date) -> Chart:
    """Lay the milestones out, one under the other, on a scale of years."""
    places = [places_of(step, today) for step in steps]
    now = moment(today.isoformat())
    known = [place for pair in places for place in pair if place is not None]
    first, after = int(min([*known, now])), int(max([*known, now])) + 1
    scale = (layout.right - layout.left) / (after - first)

    def x(at: float) -> str:
        return number(layout.left + (at - first) * scale)

    gap = next((step for step in STEPS if step * scale >= layout.year), STEPS[-1])
    borders = [x(year) for year in range(first, after + 1, gap)]
    lines: list[float] = []
    rows = []
    y = layout.top + 12
    for step, (planned, actual) in zip(steps, places, strict=True):
        words = wrap(step.milestone.label, layout.letters)
        height = layout.height(len(words) + 1)
        lines.append(y + (layout.line / 2 if layout.beside else height - 30))
        rows.append(
            Row(
                words=tuple(words),
                step=step,
                words_y=number(y + layout.line * 0.75),
                y=number(lines[-1]),
                planned="" if planned is None else x(planned),
                actual="" if actual is None else x(actual),
            )
        )
        y += height
    spans = [(layout.top, y)] if layout.beside else [(line - TODAY, line + TODAY) for line in lines]
    return Chart(
        view_box=f"0 0 {layout.width} {y + layout.line + 8}",
        left=number(layout.left),
        right=number(layout.right),
        top=number(layout.top),
        foot=number(y + layout.line),
        years=tuple((str(year), x(year + 0.5)) for year in range(first, after, gap)),
        ticks="".join(
            f"M{border} {number(line - TICK)}V{number(line + TICK)}"
            for line in [layout.top, *lines]
            for border in borders
        ),
        rows=tuple(rows),
        today=x(now),
        today_anchor=anchor(layout.left + (now - first) * scale, layout),
        today_line="".join(f"M{x(now)} {number(top)}V{number(end)}" for top, end in spans),
    )


def known(context: dict[str, Any]) -> tuple[Project | None, list[Milestone]]:
    """Return the project to show and its published milestones: on its own page without a query."""
    project = context.get("project")
    if isinstance(project, Project) and "milestones" in context:
        return project, list(context["milestones"])
    if not isinstance(project, Project):
        project = Project.objects.filter(key=DEFAULT_PROJECT).first()
    found = project.milestones.select_related("fact") if project else []
    return project, [milestone for milestone in found if milestone.fact.is_published]


@register("milestones", _("Milestones of a project: planned and done"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the milestones of the page's project, or of the default one in two queries.

    A context may name another day than today.
    """
    project, milestones = known(context)
    today = context.get("today") or keeping.today()
    steps = in_order(milestones, today)
    drawable = len(steps) >= FEWEST
    return Drawing(
        "components/figures/milestones.html",
        {
            "paint": "mint",
            "project": project,
            "steps": steps if drawable else [],
            "today": today,
            "wide": chart(steps, WIDE, today) if drawable else None,
            "narrow": chart(steps, NARROW, today) if drawable else None,
        },
    )
