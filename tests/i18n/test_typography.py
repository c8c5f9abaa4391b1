"""French spaces that ordinary keyboards can't type; English text stays as it is."""

import pytest

from pages.typography import set_type

from .test_formats import VISIBLE


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Que faire ?", "Que faire_?"),
        ("Attention !", "Attention_!"),
        ("un ; deux", "un_; deux"),
        ("Deux cas : un", "Deux cas~: un"),
        ("27 % des cas", "27~% des cas"),
        ("« oui »", "«~oui~»"),
        ("« oui ? »", "«~oui_?~»"),
        ("n° 12", "n°~12"),
        ("Quoi  ?", "Quoi_?"),
        ("Quoi?", "Quoi?"),
        ("https://www.baclesse.fr/?a=1", "https://www.baclesse.fr/?a=1"),
        ("Un mot, un autre.", "Un mot, un autre."),
        ("", ""),
    ],
)
def test_french(typed: str, printed: str) -> None:
    assert set_type(typed, "fr").translate(VISIBLE) == printed


@pytest.mark.parametrize("typed", ["Que faire ?", "a : b", "« yes »"])
def test_french_rules_leave_english_alone(typed: str) -> None:
    assert set_type(typed, "en") == typed


def test_setting_twice_changes_nothing() -> None:
    once = set_type("« Que faire ? » : n° 12 !", "fr")
    assert set_type(once, "fr") == once
