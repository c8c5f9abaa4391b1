"""The physics of the depth-dose figure: protons of one energy, several beams added up, X-rays."""

from itertools import accumulate, pairwise

import pytest

from centres.figures import bragg, depth_dose, photons

#: Range of protons in water, in cm, by energy in MeV (facts.md 1.4c, after NIST PSTAR).
RANGES = {50: 2.227, 70: 4.080, 100: 7.718, 150: 15.77, 200: 25.96, 250: 37.94}

#: Dose at a depth over dose at the surface, from Bortfeld's closed form with parabolic cylinder
#: functions, computed once with mpmath: energy in MeV, depth in cm before the range, value.
CLOSED_FORM = [
    (100, 1.0, 2.1026302958171397),
    (100, 0.3, 3.7797880113848086),
    (100, 0.0, 3.5292253623290772),
    (100, -0.3, 0.2943970483382304),
    (160, 1.0, 2.6186267036897832),
    (160, 0.3, 3.675612498609995),
    (160, 0.0, 2.951254557461058),
    (160, -0.3, 1.4424670653672664),
    (220, 1.0, 2.792795025928869),
    (220, 0.3, 2.8904059174485397),
    (220, 0.0, 2.418573431263455),
    (220, -0.3, 1.7162050549933257),
]


@pytest.mark.parametrize(("energy", "expected"), RANGES.items())
def test_ranges_are_within_two_per_cent_of_the_table(energy, expected):
    assert bragg.range_in_water(energy) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("energy", "before", "expected"), CLOSED_FORM)
def test_the_sum_agrees_with_the_closed_form(energy, before, expected):
    depth = bragg.range_in_water(energy) - before
    ratio = bragg.proton_dose(depth, energy) / bragg.proton_dose(0, energy)
    assert ratio == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("energy", [100, 160, 220])
def test_the_peak_stands_just_before_the_range(energy):
    before = bragg.range_in_water(energy) - bragg.proton_peak(energy)
    assert 0 < before < 1.5 * bragg.straggling(energy)


def test_the_range_is_where_the_dose_has_fallen_to_four_fifths():
    assert bragg.proton_percent(bragg.range_in_water(160)) == pytest.approx(80, abs=2)


def test_a_wider_spread_of_energy_straggles_more():
    assert bragg.straggling(160, 0) < bragg.straggling(160, 0.01) < bragg.straggling(160, 0.02)


def test_the_proton_curve_runs_between_0_and_100_up_to_its_peak_and_down():
    curve = depth_dose.proton_curve()
    peak = bragg.proton_peak()
    assert max(dose for _depth, dose in curve) == pytest.approx(100, abs=1e-6)
    assert min(dose for _depth, dose in curve) >= 0
    assert all(a[1] < b[1] for a, b in pairwise(curve) if b[0] <= peak)
    assert all(a[1] >= b[1] for a, b in pairwise(curve) if a[0] >= peak)
    assert bragg.proton_percent(peak + 2) < 0.1
    assert bragg.proton_percent(depth_dose.DEPTH) == 0


@pytest.mark.parametrize(("depth", "dose"), photons.PHOTON_TABLE)
def test_the_photon_curve_goes_through_the_table(depth, dose):
    assert photons.photon_percent(depth) == pytest.approx(dose, abs=0.01)


def test_the_photon_curve_rises_to_its_maximum_and_falls_from_there():
    doses = [photons.photon_percent(i / 20) for i in range(601)]
    assert max(doses) == pytest.approx(100, abs=0.01)
    assert all(a < b for a, b in pairwise(doses[:31]))
    assert all(a > b for a, b in pairwise(doses[30:]))


def test_the_photons_are_strongest_near_one_and_a_half_centimetres():
    strongest = max((i / 100 for i in range(3001)), key=photons.photon_percent)
    assert strongest == pytest.approx(1.5, abs=0.05)


# Several beams added up


def test_the_added_beams_give_an_even_dose_over_the_target():
    start, end = bragg.TARGET
    doses = [bragg.spread_percent(start + i * (end - start) / 200) for i in range(201)]
    assert min(doses) > 97
    assert max(doses) < 103


def test_beyond_the_target_the_dose_falls_to_almost_nothing():
    _start, end = bragg.TARGET
    doses = [bragg.spread_percent(end + i / 20) for i in range(61)]
    assert all(a >= b for a, b in pairwise(doses))
    assert doses[-1] < 0.1


@pytest.mark.parametrize("depth", [0, 2, 5, 10])
def test_before_the_target_added_beams_give_more_than_one(depth):
    assert bragg.proton_percent(depth) < bragg.spread_percent(depth) < 100


def test_at_the_surface_the_added_beams_give_no_less_than_the_photons():
    # The text around the figure says so.
    assert bragg.spread_percent(0) > photons.photon_percent(0)


def test_no_beam_takes_dose_away_and_the_deepest_weighs_most():
    energies, weights = zip(*bragg.beams(), strict=True)
    assert energies[0] == pytest.approx(bragg.ENERGY)
    assert all(a > b for a, b in pairwise(energies))
    assert min(weights) >= 0
    assert max(weights) == weights[0]
    assert bragg.range_in_water(energies[-1]) >= bragg.TARGET[0]


def test_the_weights_follow_those_of_bortfeld_and_schlegel():
    # Theirs, without straggling: W(R) ~ (d - R)^(-1/p), here summed from the far end to a range.
    weights = [weight for _energy, weight in bragg.beams()]
    shares = [total / sum(weights) for total in accumulate(weights)]
    ends = [(i + 0.5) ** (1 - 1 / bragg.POWER) for i in range(len(weights))]
    for share, end in zip(shares, ends, strict=True):
        assert share == pytest.approx(end / ends[-1], abs=0.13)


@pytest.mark.parametrize("range_", [4.0, 12.0, 25.0])
def test_energy_and_range_are_each_others_inverse(range_):
    assert bragg.range_in_water(bragg.energy_for(range_)) == pytest.approx(range_)


def test_weights_are_those_of_a_case_with_a_known_answer():
    assert bragg.even_weights([[2.0, 0.0], [0.0, 4.0]]) == pytest.approx([0.5, 0.25])
    # The second alone would be best at both depths: the first can't go below zero.
    assert bragg.even_weights([[1.0, 0.0], [1.0, 1.0]])[0] == pytest.approx(0, abs=1e-9)


def test_the_drawn_curve_of_the_added_beams_runs_from_the_surface_to_nothing():
    curve = depth_dose.spread_curve()
    assert curve[0][0] == 0
    assert curve[-1][1] < 0.1
    assert max(dose for _depth, dose in curve) < 103
