"""Relative dose against depth in water: one proton beam, several added up, and X-rays.

A model for readers, not for treatment: no physicist has checked it yet, and the figure says so. The
physics, with its sources, is in bragg.py and photons.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pages.figures import Drawing, Row, Table, register
from pages.formats import NBSP, format_number, format_percentage
from pages.languages import reader_language

from .bragg import ENERGY, TARGET, beams, proton_peak, proton_percent, spread_percent
from .photons import photon_percent
from .svg import Frame, Point, number

#: The last depth of the figure, in cm.
DEPTH = 30.0
#: The depths of the table, in cm; the peak is added to them.
TABLE_DEPTHS = (0, 1.5, 5, 10, 12, 15, 17, 18, 20, 25, 30)
DOSES = (0, 25, 50, 75, 100)

WIDE = Frame(left=70, right=1050, top=120, bottom=490, x_max=DEPTH, y_max=100)
NARROW = Frame(left=42, right=278, top=140, bottom=384, x_max=DEPTH, y_max=100)


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: its value, and where it stands."""

    label: str
    at: str


@dataclass(frozen=True)
class Plot:
    """The three curves in one frame: everything as text, ready for attributes."""

    photon_line: str
    photon_area: str
    proton_line: str
    proton_area: str
    spread_line: str
    spread_area: str
    peak: str
    target_start: str
    target_middle: str
    target_leader: str
    target_end: str
    target_width: str
    depths: tuple[Tick, ...]
    doses: tuple[Tick, ...]


@cache
def proton_curve() -> tuple[Point, ...]:
    """Return the drawn curve of the single beam, in cm and per cent: closer points where it bends."""
    peak = proton_peak()
    close, end = round(10 * (peak - 3.5)), round(10 * (peak + 2.3))
    depths = {
        *(i / 2 for i in range(close // 5)),
        *(i / 10 for i in range(close, end + 1)),
        peak,
    }
    return tuple((depth, proton_percent(depth)) for depth in sorted(depths))


@cache
def spread_curve() -> tuple[Point, ...]:
    """Return the drawn curve of the added beams, in cm and per cent."""
    start, end = TARGET
    depths = {
        *(i / 2 for i in range(round(2 * end))),
        *(i / 5 for i in range(round(5 * (start - 2)), round(5 * (start + 1)))),
        *(i / 10 for i in range(round(10 * end), round(10 * (end + 2.5)) + 1)),
    }
    return tuple((depth, spread_percent(depth)) for depth in sorted(depths))


@cache
def photon_curve() -> tuple[Point, ...]:
    """Return the drawn photon curve, in cm and per cent."""
    depths = [*(i / 10 for i in range(20)), *(i / 2 for i in range(4, round(2 * DEPTH) + 1))]
    return tuple((depth, photon_percent(depth)) for depth in depths)


def plot(frame: Frame, depths: Sequence[int]) -> Plot:
    """Draw the three curves in a frame.

    Args:
        frame: where, and over which values.
        depths: the depths at which the axis has a mark, in cm.
    """
    start, end = (frame.x(depth) for depth in TARGET)
    return Plot(
        photon_line=frame.line(photon_curve()),
        photon_area=frame.area(photon_curve()),
        proton_line=frame.line(proton_curve()),
        proton_area=frame.area(proton_curve()),
        spread_line=frame.line(spread_curve()),
        spread_area=frame.area(spread_curve()),
        peak=number(frame.x(proton_peak())),
        target_start=number(start),
        target_middle=number((start + end) / 2),
        target_leader=number(frame.x(TARGET[0] + 1)),
        target_end=number(end),
        target_width=number(end - start),
        depths=tuple(Tick(str(depth), number(frame.x(depth))) for depth in depths),
        doses=tuple(Tick(str(dose), number(frame.y(dose))) for dose in DOSES),
    )


@cache
def plots() -> dict[str, Plot]:
    """Return both layouts: they depend on neither the language nor the page."""
    return {
        "wide": plot(WIDE, (0, 5, 10, 15, 20, 25, 30)),
        "narrow": plot(NARROW, (0, 10, 20, 30)),
    }


@cache
def table(language: str) -> Table:
    """Return the table: depth and the three doses, written in a language's way."""
    peak = round(proton_peak(), 1)
    protons = gettext("Protons, a single beam")
    columns = (protons, gettext("Protons, several beams"), gettext("X-rays, 6 MV"))
    return Table(
        caption=gettext(
            "Dose at each depth in water, as a percentage of each beam’s own maximum (model)"
        ),
        columns=(gettext("Depth (cm)"), *(f"{column} (%)" for column in columns)),
        rows=tuple(
            Row(
                head=format_number(str(depth), language),
                cells=tuple(
                    format_number(str(round(dose(depth))), language)
                    for dose in (proton_percent, spread_percent, photon_percent)
                ),
                note=gettext("Bragg peak") if depth == peak else "",
            )
            for depth in sorted({*TABLE_DEPTHS, peak})
        ),
    )


@register("depth-dose", _("Dose against depth: protons and X-rays"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the figure, in the reader's language."""
    language = reader_language()

    def whole(value: float) -> str:
        return format_number(str(round(value)), language)

    def percentage(value: float) -> str:
        return format_percentage(str(round(value)), language)

    return Drawing(
        "components/figures/depth_dose.html",
        {
            "paint": "sun",
            **plots(),
            "table": table(language),
            "energy": f"{whole(ENERGY)}{NBSP}MeV",
            "lowest_energy": f"{whole(beams()[-1][0])}{NBSP}MeV",
            "target_start": whole(TARGET[0]),
            "target_end": f"{whole(TARGET[1])}{NBSP}cm",
            "peak_depth": format_number(str(round(proton_peak(), 1)), language),
            "proton_entrance": percentage(proton_percent(0)),
            "spread_entrance": percentage(spread_percent(0)),
            "photon_entrance": percentage(photon_percent(0)),
            "photon_exit": percentage(photon_percent(DEPTH)),
            "photon_peak_depth": format_number("1.5", language),
            "last_depth": whole(DEPTH),
        },
    )
