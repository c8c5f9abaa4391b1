"""The drawn figures: the physics, the registry, what the templates show."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import override
from wagtail.models import Site

from centres.figures import depth_dose, network
from centres.figures.svg import Frame, number, path
from centres.models import Centre, CentrePage, Partner, PartnerPage
from pages import figures
from pages.facts.models import Fact

LANGUAGES = ("fr", "en")

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


def shown(html: str) -> str:
    """Return the text of some HTML, blanks made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# Physics


@pytest.mark.parametrize(("energy", "expected"), RANGES.items())
def test_ranges_are_within_two_per_cent_of_the_table(energy, expected):
    assert depth_dose.range_in_water(energy) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("energy", "before", "expected"), CLOSED_FORM)
def test_the_sum_agrees_with_the_closed_form(energy, before, expected):
    depth = depth_dose.range_in_water(energy) - before
    ratio = depth_dose.proton_dose(depth, energy) / depth_dose.proton_dose(0, energy)
    assert ratio == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("energy", [100, 160, 220])
def test_the_peak_stands_just_before_the_range(energy):
    before = depth_dose.range_in_water(energy) - depth_dose.proton_peak(energy)
    assert 0 < before < 1.5 * depth_dose.straggling(energy)


def test_the_range_is_where_the_dose_has_fallen_to_four_fifths():
    assert depth_dose.proton_percent(depth_dose.range_in_water(160)) == pytest.approx(80, abs=2)


def test_a_wider_spread_of_energy_straggles_more():
    assert (
        depth_dose.straggling(160, 0)
        < depth_dose.straggling(160, 0.01)
        < depth_dose.straggling(160, 0.02)
    )


def test_the_proton_curve_runs_between_0_and_100_up_to_its_peak_and_down():
    curve = depth_dose.proton_curve()
    peak = depth_dose.proton_peak()
    assert max(dose for _depth, dose in curve) == pytest.approx(100, abs=1e-6)
    assert min(dose for _depth, dose in curve) >= 0
    assert all(a[1] < b[1] for a, b in pairwise(curve) if b[0] <= peak)
    assert all(a[1] >= b[1] for a, b in pairwise(curve) if a[0] >= peak)
    assert depth_dose.proton_percent(peak + 2) < 0.1
    assert depth_dose.proton_percent(depth_dose.DEPTH) == 0


@pytest.mark.parametrize(("depth", "dose"), depth_dose.PHOTON_TABLE)
def test_the_photon_curve_goes_through_the_table(depth, dose):
    assert depth_dose.photon_percent(depth) == pytest.approx(dose, abs=0.01)


def test_the_photon_curve_rises_to_its_maximum_and_falls_from_there():
    doses = [depth_dose.photon_percent(i / 20) for i in range(601)]
    assert max(doses) == pytest.approx(100, abs=0.01)
    assert all(a < b for a, b in pairwise(doses[:31]))
    assert all(a > b for a, b in pairwise(doses[30:]))


# Drawing helpers


@pytest.mark.parametrize(
    ("value", "text"), [(1.26, "1.3"), (3, "3"), (3.04, "3"), (-0.01, "0"), (-2.5, "-2.5")]
)
def test_coordinates_are_short(value, text):
    assert number(value) == text


def test_a_frame_turns_values_into_a_path():
    frame = Frame(left=10, right=110, top=0, bottom=50, x_max=10, y_max=100)
    assert frame.line([(0, 0), (5, 100)]) == "M10 50L60 0"
    assert frame.area([(0, 100), (10, 100)]) == "M10 50L10 0L110 0L110 50Z"
    assert path([]) == ""


# Registry and templates


def test_the_figures_are_registered():
    assert {"depth-dose", "map", "network"} <= {name for name, _label in figures.choices()}
    assert figures.draw("no-such-figure", {}) is None


def drawn(name: str, language: str, context: dict | None = None) -> str:
    with override(language):
        drawing = figures.draw(name, context or {})
        return render_to_string(drawing.template, {"figure": drawing.context})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_depth_dose_figure_has_its_values_in_a_table(language):
    html = drawn("depth-dose", language)
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td>(\d+)</td>\s*<td>(\d+)</td>', html, re.S)
    assert len(rows) == len(depth_dose.TABLE_DEPTHS) + 1
    assert len(re.findall(r'<th scope="col">', html)) == 3
    assert "<caption>" in html
    values = {shown(depth).split()[0]: (protons, photons) for depth, protons, photons in rows}
    point = "," if language == "fr" else "."
    assert values[f"1{point}5"][1] == "100"
    assert values[f"17{point}2"][0] == "100"
    assert values["10"][1] == "67"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_depth_dose_figure_names_its_drawings_and_says_it_is_a_model(language):
    html = drawn("depth-dose", language)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4
    for names in re.findall(r'<svg[^>]*role="img"[^>]*aria-labelledby="([^"]+)"', html):
        assert set(names.split()) <= set(ids)
    assert "Bortfeld" in html
    assert 'class="chip"' in html
    assert "style=" not in html
    # Coordinates keep their point in every language.
    assert not re.search(r'\b(?:x|y|cx|cy|d)="[^"]*\d,\d', html)


# Against the site's real content (tests/conftest.py)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_lists_all_partners_with_links_in_the_readers_language(language):
    html = drawn("network", language)
    listed = html[html.index("<figcaption") :]
    partners = list(Partner.objects.filter(centres__isnull=False).distinct())
    assert partners
    pages = PartnerPage.objects.live().filter(locale__language_code=language)
    addresses = {page.partner_id: page.get_url() for page in pages}
    for partner in partners:
        with override(language):
            name = escape(partner.abbreviation or partner.name)
        link = f'<a href="{addresses[partner.pk]}">{name}</a>' if partner.pk in addresses else name
        assert link in listed
    assert html.count('class="fig-tie"') == Partner.centres.through.objects.count()
    assert "style=" not in html


@pytest.mark.django_db
def test_the_network_leaves_out_withheld_partners_and_marks_the_unconfirmed():
    partner = Partner.objects.filter(centres__isnull=False, fact__isnull=False).first()
    name = f">{escape(partner.abbreviation or partner.name_fr)}</"
    Fact.objects.filter(pk=partner.fact_id).update(mark="seed")
    before = drawn("network", "fr")
    assert name in before
    assert 'class="chip"' in before
    Fact.objects.filter(pk=partner.fact_id).update(mark="withheld")
    assert name not in drawn("network", "fr")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_takes_three_queries(language, django_assert_num_queries):
    Site.get_site_root_paths()
    with override(language), django_assert_num_queries(3):
        figures.draw("network", {})


@pytest.mark.django_db
def test_without_records_the_figures_stand_empty():
    PartnerPage.objects.update(live=False)
    CentrePage.objects.update(live=False)
    Partner.centres.through.objects.all().delete()
    assert network.relations("fr")[1] == []
    assert "<svg" not in drawn("network", "fr")
    assert "<a " not in drawn("map", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_map_links_the_towns_to_their_centres(language):
    html = drawn("map", language)
    for page in CentrePage.objects.live().filter(locale__language_code=language):
        assert html.count(f'href="{page.get_url()}"') == 2
    for town in ("Caen", "Rouen", "Paris", "Lille"):
        assert f">{town}</text>" in html
    for centre in Centre.objects.all():
        with override(language):
            assert centre.name in shown(html[html.index("<figcaption") :])
    assert "style=" not in html


@pytest.mark.parametrize("side", ["left", "right"])
def test_partners_of_one_centre_stand_on_its_side_and_the_shared_between(side):
    centres = [SimpleNamespace(town="Caen"), SimpleNamespace(town="Rouen")]
    own = centres[0 if side == "left" else 1]

    def relation(name, *its_centres):
        return network.Relation(SimpleNamespace(abbreviation=name), its_centres, "")

    group = network.Group("Kind", (relation("One", own), relation("Both", *centres)))
    drawing = network.diagram(centres, [group])
    assert [tile.side for tile in drawing.tiles] == ["both", side]
    assert [tie.side for tie in drawing.ties] == ["left", "right", side]


def test_a_long_name_takes_two_lines_at_most():
    centre = SimpleNamespace(town="Caen")
    partner = SimpleNamespace(abbreviation="", name="A very long name " * 10)
    group = network.Group("Kind", (network.Relation(partner, (centre,), ""),))
    (tile,) = network.diagram([centre, SimpleNamespace(town="Rouen")], [group]).tiles
    assert len(tile.lines) == 2
    assert tile.lines[1][0].endswith("…")


@pytest.mark.parametrize(
    ("abbreviation", "name", "expected"),
    [
        ("CNRS", "CNRS, centre national", "Centre national"),
        ("C3", "Partenariat C3", "Partenariat C3"),
        ("CNCR", "CNCR et FHF", "CNCR et FHF"),
        ("", "Genexpath", ""),
        ("IBA", "IBA", ""),
    ],
)
def test_the_list_gives_the_full_name_beside_the_short_one(abbreviation, name, expected):
    partner = SimpleNamespace(abbreviation=abbreviation, name=name)
    assert network.Relation(partner, (), "").long_name == expected
