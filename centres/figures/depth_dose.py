"""Relative dose against depth in water: a proton beam beside an X-ray beam.

A model for readers, not for treatment: no physicist has checked it yet, and the figure says so.

Protons: T. Bortfeld, "An analytical approximation of the Bragg curve for therapeutic proton
beams", Med. Phys. 24 (1997) 2024-2033, on the Bragg-Kleeman rule. Without straggling, the dose of
a beam of range R0 at the depth z < R0 is, but for a factor,

    (R0 - z)^(1/p - 1) + (beta + gamma beta p) (R0 - z)^(1/p)

and with straggling it is this curve folded with a Gaussian. The paper folds it in closed form with
parabolic cylinder functions; here the fold is a sum, which needs no special function. With
u = (R0 - z')^(1/p) the integrand has no pole:

    dose(z) = integral over u >= 0 of p (1 + (beta + gamma beta p) u^p) G(z - R0 + u^p) du

The tests compare the sum with values of the closed form.

Photons: per cent of the maximum dose, 6 MV, field of 10 cm x 10 cm, source to surface 100 cm:
typical values of the kind tabulated in BJR Supplement 25 (see PHOTON_TABLE), from general
knowledge, with a monotone curve between them. The surface value (about 50 %) depends on the
machine and is typical too; see photon_percent for the build-up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log, pi, sqrt
from typing import Any

from django.utils.translation import gettext_lazy as _

from pages.facts.models import reader_language
from pages.figures import Drawing, register
from pages.formats import format_number, format_percentage

from .svg import Frame, Point, number

#: Bragg-Kleeman rule R = ALPHA E^POWER for protons in water: cm MeV^-POWER, and no
#: unit (Bortfeld 1997).
ALPHA = 0.0022
POWER = 1.77
#: Share of protons lost to nuclear interactions, per cm of residual range (the same).
BETA = 0.012
#: Share of the energy of these interactions that is given off where they happen (the same).
GAMMA = 0.6
#: Range straggling of protons of one energy, in cm: STRAGGLING R0^STRAGGLING_POWER (the same).
STRAGGLING = 0.012
STRAGGLING_POWER = 0.935
#: Relative standard deviation of the beam's energy: an order of magnitude for a clinical beam.
ENERGY_SPREAD = 0.01

#: The energy of the drawn beam, in MeV.
ENERGY = 160.0
#: The last depth of the figure, in cm.
DEPTH = 30.0

#: Depth in cm, per cent of the maximum dose. General knowledge, to be checked by a physicist.
PHOTON_TABLE: tuple[Point, ...] = (
    (0, 50),
    (1.5, 100),
    (5, 86),
    (10, 67),
    (15, 51),
    (20, 39),
    (25, 29),
    (30, 22),
)

#: The sum's bounds, in standard deviations, and its number of steps (even).
REACH = 6.0
STEPS = 240


def range_in_water(energy: float) -> float:
    """Return the range of protons in water, in cm, by the Bragg-Kleeman rule.

    Args:
        energy: in MeV, from about 10 to 250.
    """
    return ALPHA * energy**POWER


def straggling(energy: float, spread: float = ENERGY_SPREAD) -> float:
    """Return the standard deviation of the range, in cm (Bortfeld 1997).

    Args:
        energy: in MeV.
        spread: the relative standard deviation of the beam's energy.
    """
    of_one_energy = STRAGGLING * range_in_water(energy) ** STRAGGLING_POWER
    of_the_beam = spread * energy * ALPHA * POWER * energy ** (POWER - 1)
    return sqrt(of_one_energy**2 + of_the_beam**2)


def proton_dose(depth: float, energy: float = ENERGY, spread: float = ENERGY_SPREAD) -> float:
    """Return the dose of a proton beam at a depth in water, in no particular unit.

    Args:
        depth: in cm.
        energy: in MeV.
        spread: the relative standard deviation of the beam's energy.
    """
    reach = range_in_water(energy) - depth
    sigma = straggling(energy, spread)
    if reach < -REACH * sigma:
        return 0.0
    loss = BETA * (1 + GAMMA * POWER)

    def integrand(u: float) -> float:
        residual = u**POWER
        gauss = exp(-((residual - reach) ** 2) / (2 * sigma**2)) / (sigma * sqrt(2 * pi))
        return POWER * (1 + loss * residual) * gauss

    start = max(0.0, reach - REACH * sigma) ** (1 / POWER)
    return simpson(integrand, start, (reach + REACH * sigma) ** (1 / POWER))


def simpson(function: Callable[[float], float], start: float, end: float) -> float:
    """Return the integral of a smooth function by Simpson's rule."""
    step = (end - start) / STEPS
    inner = sum((4 if i % 2 else 2) * function(start + i * step) for i in range(1, STEPS))
    return step / 3 * (function(start) + inner + function(end))


@cache
def proton_peak(energy: float = ENERGY) -> float:
    """Return the depth of the Bragg peak, in cm, to a hundredth."""
    end = range_in_water(energy)
    sigma = straggling(energy)
    first, last = round(100 * max(0.0, end - 4 * sigma)), round(100 * (end + sigma))
    return max(
        (i / 100 for i in range(first, last + 1)), key=lambda depth: proton_dose(depth, energy)
    )


def proton_percent(depth: float, energy: float = ENERGY) -> float:
    """Return the dose of a proton beam at a depth, in per cent of its maximum."""
    return 100 * proton_dose(depth, energy) / proton_dose(proton_peak(energy), energy)


def photon_percent(depth: float) -> float:
    """Return the dose of the X-ray beam at a depth in cm, in per cent of its maximum.

    Attenuation times build-up, T(z) (1 - a exp(-k z)): ln T is a monotone cubic through the table
    from the maximum on and a straight line before it; a and k are such that the surface has its
    value and that the maximum is where the table says. The curve goes through every value of it.
    """
    share, rate = _build_up()
    return _attenuation(depth) * (1 - share * exp(-rate * depth))


@cache
def _build_up() -> tuple[float, float]:
    """Return a (no unit) and k (per cm), by halving the range of what build-up lacks at the top."""
    (_, surface), (top, maximum), (deep, dose) = PHOTON_TABLE[:3]

    def share_and_rate(lack: float) -> tuple[float, float]:
        at_top = maximum / (1 - lack)
        mu = log(at_top / dose) / (deep - top)
        return 1 - surface / (at_top * exp(mu * top)), mu * (1 - lack) / lack

    low, high = 0.01, 0.1
    for _step in range(60):
        lack = (low + high) / 2
        share, rate = share_and_rate(lack)
        if share * exp(-rate * top) < lack:
            low = lack
        else:
            high = lack
    return share_and_rate(low)


def _attenuation(depth: float) -> float:
    table = _attenuation_table()
    i = next((i for i in range(len(table) - 2) if depth <= table[i + 1][0]), len(table) - 2)
    (x0, y0), (x1, y1) = table[i], table[i + 1]
    m0, m1 = _slopes(table)[i : i + 2]
    step = x1 - x0
    if depth < x0:
        return exp(y0 + m0 * (depth - x0))
    t = (depth - x0) / step
    return exp(
        (1 + 2 * t) * (1 - t) ** 2 * y0
        + t * (1 - t) ** 2 * step * m0
        + t**2 * (3 - 2 * t) * y1
        + t**2 * (t - 1) * step * m1
    )


@cache
def _attenuation_table() -> tuple[Point, ...]:
    """Return depth and ln T, from the maximum on."""
    share, rate = _build_up()
    return tuple(
        (depth, log(dose / (1 - share * exp(-rate * depth)))) for depth, dose in PHOTON_TABLE[1:]
    )


@cache
def _slopes(table: tuple[Point, ...]) -> tuple[float, ...]:
    """Return the slopes that keep a cubic monotone.

    F. N. Fritsch, J. Butland, SIAM J. Sci. Stat. Comput. 5 (1984) 300.
    """
    steps = [b[0] - a[0] for a, b in pairwise(table)]
    secants = [(b[1] - a[1]) / step for (a, b), step in zip(pairwise(table), steps, strict=True)]
    inner = []
    for (h0, h1), (d0, d1) in zip(pairwise(steps), pairwise(secants), strict=True):
        w0, w1 = 2 * h1 + h0, h1 + 2 * h0
        inner.append((w0 + w1) / (w0 / d0 + w1 / d1) if d0 * d1 > 0 else 0.0)
    return (secants[0], *inner, secants[-1])


# The drawing

#: Half the width of the example target around the peak, in cm.
TARGET = 0.8
#: The depths of the table, in cm; the peak is added to them.
TABLE_DEPTHS = (0, 1.5, 5, 10, 15, 16, 18, 20, 25, 30)
DOSES = (0, 25, 50, 75, 100)

WIDE = Frame(left=70, right=1050, top=66, bottom=430, x_max=DEPTH, y_max=100)
NARROW = Frame(left=42, right=278, top=112, bottom=342, x_max=DEPTH, y_max=100)


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: its value, and where it stands."""

    label: str
    at: str


@dataclass(frozen=True)
class Plot:
    """The two curves in one frame: everything as text, ready for attributes."""

    photon_line: str
    photon_area: str
    proton_line: str
    proton_area: str
    peak: str
    target_start: str
    target_end: str
    target_width: str
    depths: tuple[Tick, ...]
    doses: tuple[Tick, ...]


@cache
def proton_curve() -> tuple[Point, ...]:
    """Return the drawn proton curve, in cm and per cent: closer points where it bends."""
    peak = proton_peak()
    close, end = round(10 * (peak - 3.5)), round(10 * (peak + 2.3))
    depths = {
        *(i / 2 for i in range(close // 5)),
        *(i / 10 for i in range(close, end + 1)),
        peak,
    }
    return tuple((depth, proton_percent(depth)) for depth in sorted(depths))


@cache
def photon_curve() -> tuple[Point, ...]:
    """Return the drawn photon curve, in cm and per cent."""
    depths = [*(i / 10 for i in range(20)), *(i / 2 for i in range(4, round(2 * DEPTH) + 1))]
    return tuple((depth, photon_percent(depth)) for depth in depths)


def plot(frame: Frame, depths: Sequence[int]) -> Plot:
    """Draw the two curves in a frame.

    Args:
        frame: where, and over which values.
        depths: the depths at which the axis has a mark, in cm.
    """
    peak = proton_peak()
    start, end = frame.x(peak - TARGET), frame.x(peak + TARGET)
    return Plot(
        photon_line=frame.line(photon_curve()),
        photon_area=frame.area(photon_curve()),
        proton_line=frame.line(proton_curve()),
        proton_area=frame.area(proton_curve()),
        peak=number(frame.x(peak)),
        target_start=number(start),
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
def rows(language: str) -> tuple[dict[str, Any], ...]:
    """Return the table: depth and both doses, written in a language's way."""
    peak = round(proton_peak(), 1)
    return tuple(
        {
            "depth": format_number(str(depth), language),
            "protons": format_number(str(round(proton_percent(depth))), language),
            "photons": format_number(str(round(photon_percent(depth))), language),
            "is_peak": depth == peak,
        }
        for depth in sorted({*TABLE_DEPTHS, peak})
    )


@register("depth-dose", _("Dose against depth: protons and X-rays"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the figure, in the reader's language."""
    language = reader_language()
    return Drawing(
        "components/figures/depth_dose.html",
        {
            "paint": "sun",
            **plots(),
            "rows": rows(language),
            "energy": format_number(str(round(ENERGY)), language),
            "peak_depth": format_number(str(round(proton_peak(), 1)), language),
            "proton_entrance": format_percentage(str(round(proton_percent(0))), language),
            "photon_entrance": format_percentage(str(round(photon_percent(0))), language),
            "photon_exit": format_percentage(str(round(photon_percent(DEPTH))), language),
            "photon_peak_depth": format_number("1.5", language),
            "last_depth": format_number(str(round(DEPTH)), language),
        },
    )
