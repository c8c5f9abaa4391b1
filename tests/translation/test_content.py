"""What changed in a page, piece by piece: what a translator has to look at, and nothing else."""

import json
from typing import Any

import pytest
from django.utils import translation

from pages.models import StandardPage
from pages.translation.comparing import Change, changes, says_the_same
from pages.translation.content import rich_text

from ..factories import FactFactory, StandardPageFactory
from .conftest import SECTION_ID, body

OTHER_ID = "5f0d1c1e-0000-4000-8000-000000000003"


def content(**fields: Any) -> dict[str, Any]:
    """Return a page's content as a revision keeps it."""
    blocks = fields.pop("body", body("Un titre", "<p>Un.</p>"))
    return {"title": "Un", "lead": "Deux.", **fields, "body": json.dumps(blocks)}


def found(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    with translation.override("en"):
        return changes(StandardPage, before, after)


@pytest.mark.parametrize(
    "same",
    [
        content(body=body("Un titre", '<p data-block-key="x1y2z">Un.</p>')),
        content(body=body("Un\u00a0titre", "<p> Un. </p>")),
        content(slug="autre", paint="sun", reviewed_on="2026-01-01", go_live_at="2027-01-01"),
        content(body=body("Un titre", "<p><b>Un</b>.</p>")),
    ],
    ids=["keys of paragraphs", "spaces", "address, looks and care", "bold"],
)
def test_what_only_looks_otherwise_says_the_same(same: dict[str, Any]) -> None:
    assert says_the_same(StandardPage, content(), same)


@pytest.mark.parametrize(
    "other",
    [
        content(title="Autre"),
        content(lead=""),
        content(in_short="<p>Nouveau.</p>"),
        content(picture=7),
        content(body=body("Un titre", "<p>Un et demi.</p>")),
        content(body=body("Un titre", '<p><a linktype="page" id="3">Un.</a></p>')),
        content(body=[]),
    ],
    ids=["title", "nothing", "in short", "photograph", "text", "link", "block"],
)
def test_what_readers_get_otherwise_is_a_change(other: dict[str, Any]) -> None:
    assert not says_the_same(StandardPage, content(), other)


def test_a_change_says_where_it_stands_and_what_it_was() -> None:
    (change,) = found(content(), content(body=body("Un titre", "<p>Un seul.</p>")))
    assert change.label == "Body › Section “Un titre” › Content › Text 1"
    assert (change.kind.label, change.before, change.after) == ("Changed", "Un.", "Un seul.")
    assert '<ins><span class="addition"> seul.</span></ins>' in change.difference


def test_what_is_typed_is_not_markup() -> None:
    (change,) = found(content(), content(title="<script>alert(1)</script>"))
    assert "<script>" not in change.difference
    assert "&lt;" in change.difference


def two(first: str, second: str) -> list[dict[str, Any]]:
    (one,) = body("Première", "<p>Un.</p>")
    other = one | {"id": OTHER_ID, "value": one["value"] | {"heading": "Seconde"}}
    blocks = {SECTION_ID: one, OTHER_ID: other}
    return [blocks[first], blocks[second]]


def test_blocks_are_known_by_their_ids_wherever_they_stand() -> None:
    moved = found(content(body=two(SECTION_ID, OTHER_ID)), content(body=two(OTHER_ID, SECTION_ID)))
    assert [(item.kind.label, item.place[-1]) for item in moved] == [("Order changed", "Order")]
    gone = found(
        content(body=two(SECTION_ID, OTHER_ID)), content(body=body("Première", "<p>Un.</p>"))
    )
    assert {item.kind.label for item in gone} == {"Removed"}
    assert [item.before for item in gone] == ["Seconde", "Un."]
    back = found(
        content(body=body("Première", "<p>Un.</p>")), content(body=two(SECTION_ID, OTHER_ID))
    )
    assert [(item.kind.label, item.after) for item in back] == [
        ("Added", "Seconde"),
        ("Added", "Un."),
    ]


def test_the_other_language_stands_beside_each_change() -> None:
    twin = content(title="One", body=body("A title", "<p>One.</p>"))
    (change,) = changes(
        StandardPage, content(), content(body=body("Un titre", "<p>Deux.</p>")), twin
    )
    assert change.twin == "One."


@pytest.mark.django_db
def test_what_is_chosen_is_named(french_home: StandardPage) -> None:
    page = StandardPageFactory(parent=french_home, title="Se garer")
    fact = FactFactory(wording_fr="Le centre de test ouvre tôt.", value_type="none", value="")
    text = (
        f'<p><a linktype="page" id="{page.pk}">Venir</a>'
        f' <embed embedtype="fact" id="{fact.pk}" form="value"/></p>'
    )
    (change,) = found(content(), content(body=body("Un titre", text)))
    assert change.after == f"Venir (→ Se garer) {fact.key}: Le centre de test ouvre tôt."
    page.delete()
    (change,) = found(content(), content(body=body("Un titre", text)))
    assert "Venir (→ (no longer there))" in change.after


def test_rich_text_reads_as_lines() -> None:
    source = "<p>Un<br/>deux</p><ul><li>trois</li><li>quatre &amp; cinq</li></ul>"
    assert rich_text(source) == "Un\ndeux\n• trois\n• quatre & cinq"
