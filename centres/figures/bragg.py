"""The dose of proton beams against depth in water: one energy alone, and several added up.

A model for readers, not for treatment: no physicist has checked it yet, and the figure says so.

One energy: T. Bortfeld, "An analytical approximation of the Bragg curve for therapeutic proton
beams", Med. Phys. 24 (1997) 2024-2033, on the Bragg-Kleeman rule. Without straggling, the dose of
a beam of range R0 at the depth z < R0 is, but for a factor,

    (R0 - z)^(1/p - 1) + (beta + gamma beta p) (R0 - z)^(1/p)

and with straggling it is this curve folded with a Gaussian. The paper folds it in closed form with
parabolic cylinder functions; here the fold is a sum, which needs no special function. With
u = (R0 - z')^(1/p) the integrand has no pole:

    dose(z) = integral over u >= 0 of p (1 + (beta + gamma beta p) u^p) G(z - R0 + u^p) du

The tests compare the sum with values of the closed form.

Several energies, the spread-out Bragg peak: T. Bortfeld, W. Schlegel, "An analytical approximation
of depth-dose distributions for therapeutic proton beams", Phys. Med. Biol. 41 (1996) 1331-1339, add
beams up so that the dose is even over a target. Their weights W(R) ~ (d - R)^(-1/p), where d is the
target's far end, leave out straggling and nuclear losses; here the weights are those that come
nearest to an even dose by least squares, none below zero, each found anew in turn: V. Franc,
V. Hlavac, M. Navara, "Sequential coordinate-wise algorithm for the non-negative least squares
problem", CAIP 2005, LNCS 3691, 407-414. The tests hold both side by side.
"""

from collections.abc import Callable
from functools import cache
from math import exp, pi, sqrt

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

#: The energy of the single beam of the figure, in MeV; it is also the deepest of those added up.
ENERGY = 160.0
#: Where the added beams give an even dose, from and to, in cm: an example.
TARGET = (12.0, 17.0)
#: The ranges of the added beams lie so far apart, in cm: less than a peak is wide.
BEAM_GAP = 0.5
#: The depths at which the dose is made even lie so far apart, in cm.
FIT_GAP = 0.1
#: How often each weight is found anew; they change no more long before.
ROUNDS = 1000

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


# Several beams added up


def energy_for(range_: float) -> float:
    """Return the energy of protons of a range in water: in MeV, from cm (range_in_water's inverse)."""
    return (range_ / ALPHA) ** (1 / POWER)


@cache
def beams() -> tuple[tuple[float, float], ...]:
    """Return energy and weight of the beams that cover the target, the deepest first.

    The weights make the mean dose over the target 1.
    """
    deepest = range_in_water(ENERGY)
    number = int((deepest - TARGET[0]) / BEAM_GAP) + 1
    energies = [energy_for(deepest - i * BEAM_GAP) for i in range(number)]
    points = round((TARGET[1] - TARGET[0]) / FIT_GAP)
    doses = [
        [proton_dose(TARGET[0] + i * FIT_GAP, energy) for i in range(points + 1)]
        for energy in energies
    ]
    weights = even_weights(doses)
    mean = sum(weight * sum(dose) for weight, dose in zip(weights, doses, strict=True)) / (
        points + 1
    )
    return tuple((energy, weight / mean) for energy, weight in zip(energies, weights, strict=True))


def even_weights(doses: list[list[float]]) -> list[float]:
    """Return the weights, none below zero, with which the doses add up nearest to 1 everywhere.

    Args:
        doses: for each beam its dose at each depth.
    """
    products = [
        [sum(a * b for a, b in zip(one, two, strict=True)) for two in doses] for one in doses
    ]
    wanted = [sum(one) for one in doses]
    weights = [0.0] * len(doses)
    for _round in range(ROUNDS):
        for i, row in enumerate(products):
            excess = sum(a * b for a, b in zip(row, weights, strict=True)) - wanted[i]
            weights[i] = max(0.0, weights[i] - excess / row[i])
    return weights


@cache
def spread_percent(depth: float) -> float:
    """Return the dose of the added beams at a depth, in per cent of the mean over the target."""
    return 100 * sum(weight * proton_dose(depth, energy) for energy, weight in beams())
