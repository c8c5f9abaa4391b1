"""The dose of an X-ray beam of 6 MV against depth in water.

Per cent of the maximum dose, field of 10 cm x 10 cm, source to surface 100 cm: typical values of
the kind tabulated in BJR Supplement 25 (see PHOTON_TABLE), from general knowledge, with a monotone
curve between them. The surface value (about 50 %) depends on the machine and is typical too; see
photon_percent for the build-up.
"""

from functools import cache
from itertools import pairwise
from math import exp, log

from .svg import Point

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
