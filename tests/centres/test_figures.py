"""The drawn figures: the registry, what the templates show (the physics: test_figures_physics.py)."""

import re
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

pytestmark = pytest.mark.once

LANGUAGES = ("fr", "en")


def shown(html: str) -> str:
    """Return the text of some HTML, blanks made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


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
    assert {"depth-dose", "map", "milestones", "network"} <= {
        name for name, _label in figures.choices()
    }
    assert figures.draw("no-such-figure", {}) is None


def drawn(name: str, language: str, context: dict | None = None) -> str:
    with override(language):
        drawing = figures.draw(name, context or {})
        return render_to_string(drawing.template, {"figure": drawing.context})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_depth_dose_figure_has_its_values_in_a_table(language):
    html = drawn("depth-dose", language)
    rows = re.findall(r'<th scope="row">(.*?)</th>' + r"\s*<td>(\d+)</td>" * 3, html, re.S)
    assert len(rows) == len(depth_dose.TABLE_DEPTHS) + 1
    assert len(re.findall(r'<th scope="col">', html)) == 4
    assert "<caption>" in html
    values = {shown(depth).split()[0]: doses for depth, *doses in rows}
    point = "," if language == "fr" else "."
    assert values[f"1{point}5"][2] == "100"
    assert values[f"17{point}2"][0] == "100"
    assert values["12"][1] == values["17"][1] == "100"
    assert values["10"][2] == "67"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_depth_dose_figure_tells_its_three_curves_apart_by_their_lines(language):
    html = drawn("depth-dose", language)
    for name, dashed in (("proton", False), ("spread", True), ("photon", True)):
        lines = re.findall(rf'<path class="fig-{name}-line" [^>]*>', html)
        assert len(lines) == 2
        assert all(("stroke-dasharray" in line) == dashed for line in lines)
    dashes = re.findall(r'-line"[^>]* stroke-dasharray="([^"]+)"', html)
    assert len(set(dashes)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_depth_dose_figure_says_that_added_beams_give_more_at_the_entrance(language):
    html = shown(drawn("depth-dose", language))
    single, several = ("27%", "62%") if language == "en" else ("27\u00a0%", "62\u00a0%")
    assert single.replace("\u00a0", " ") in html
    assert several.replace("\u00a0", " ") in html


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
        assert html.count(f'href="{page.get_url()}"') == 1
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
