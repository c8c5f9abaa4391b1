"""What the register refuses, and what it tells the editor, in French and in English."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pages.facts.models import Fact

pytestmark = [pytest.mark.django_db, pytest.mark.both]

RIGHT: dict[str, Any] = {
    "key": "TEST-VALID",
    "kind": "figure",
    "value_type": "number",
    "value": "27000",
    "wording_fr": "Il y en a {value}.",
    "wording_en": "There are {value}.",
    "mark": "verified",
}
REFUSED: list[tuple[dict[str, Any], str, str, str]] = [
    (
        {"value_type": "none"},
        "value_type",
        "Précisez le type de cette valeur.",
        "Say what type of value this is.",
    ),
    (
        {"value": ""},
        "value",
        "Donnez la valeur, ou choisissez « Aucune valeur ».",
        "Give the value, or choose “No value”.",
    ),
    (
        {"value": "27 000"},
        "value",
        "« 27 000 » n’est pas un nombre.",
        "“27 000” is not a number.",
    ),
    (
        {"value_type": "percentage", "value": "27%"},
        "value",
        "« 27% » n’est pas un nombre.",
        "“27%” is not a number.",
    ),
    (
        {"value_type": "date", "value": "3/9/2021"},
        "value",
        "« 3/9/2021 » n’est pas une date.",
        "“3/9/2021” is not a date.",
    ),
    (
        {"value_type": "telephone", "value": "02 31"},
        "value",
        "« 02 31 » n’est pas un numéro de téléphone.",
        "“02 31” is not a telephone number.",
    ),
    ({"as_of": "hier"}, "as_of", "« hier » n’est pas une date.", "“hier” is not a date."),
    (
        {"wording_fr": "Il y en a {nombre}."},
        "wording_fr",
        "Repère inconnu : {nombre}.",
        "Unknown placeholder: {nombre}.",
    ),
    (
        {"wording_en": "There are {count}."},
        "wording_en",
        "Repère inconnu : {count}.",
        "Unknown placeholder: {count}.",
    ),
    (
        {"wording_en": ""},
        "wording_en",
        "Ce champ ne peut pas être vide.",
        "This field cannot be blank.",
    ),
    (
        {"ends_on": date(2026, 8, 31)},
        "past_wording_fr",
        "formulation une fois la date passée",
        "needs its wording once past",
    ),
    (
        {"ends_on": date(2026, 8, 31), "past_wording_fr": "Il y en avait."},
        "past_wording_en",
        "formulation une fois la date passée",
        "needs its wording once past",
    ),
    (
        {"verified_on": date(2026, 2, 1), "review_by": date(2026, 1, 31)},
        "review_by",
        "ne peut pas précéder",
        "can't be due before",
    ),
    ({"mark": "disputed"}, "reason_fr", "Dites pourquoi", "Say why, in both languages."),
    ({"mark": "withheld", "reason_fr": "Non."}, "reason_en", "Dites pourquoi", "Say why"),
    ({"key": "a b"}, "key", "chiffres", "digits and hyphens only"),
]


def spaced(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_right_fact_is_accepted() -> None:
    Fact(**RIGHT).full_clean()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("changes", "field", "french", "english"), REFUSED)
def test_each_refusal_stands_at_its_field_in_the_editor_s_language(
    changes: dict[str, Any], field: str, french: str, english: str, language: str
) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            Fact(**RIGHT | changes).full_clean()
        messages = {name: " ".join(found) for name, found in refused.value.message_dict.items()}
    assert field in messages
    assert (french if language == "fr" else english) in spaced(messages[field])
    others = {"reason_en"} if field == "reason_fr" else set()
    assert messages.keys() <= {field} | others, "nothing else is complained about"


@pytest.mark.parametrize(
    ("value_type", "typed", "stored"),
    [
        ("telephone", "02 31 45 50 20", "+33231455020"),
        ("telephone", "15", "15"),
        ("number", "38.5", "38.5"),
        ("date", "2021-09", "2021-09"),
    ],
)
def test_what_is_stored(value_type: str, typed: str, stored: str) -> None:
    fact = Fact(**RIGHT | {"value_type": value_type, "value": typed})
    fact.full_clean()
    assert fact.value == stored


def test_two_facts_can_t_share_a_key() -> None:
    Fact.objects.create(**RIGHT)
    with pytest.raises(ValidationError) as refused:
        Fact(**RIGHT).full_clean()
    assert "key" in refused.value.message_dict
