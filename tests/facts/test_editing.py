"""Facts in the real admin: what is refused stands beside its field."""

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data

from pages.facts.models import Fact

from ..factories import FactFactory
from ..pages.test_editing import errors

pytestmark = pytest.mark.django_db


def fact_form(**fields: Any) -> dict[str, Any]:
    formset = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return nested_form_data(
        {
            "key": "TEST-FORM",
            "kind": "contact",
            "value_type": "telephone",
            "value": "02 31 45 50 20",
            "wording_fr": "On appelle le {value}.",
            "wording_en": "Call {value}.",
            "mark": "to_be_confirmed",
            "collection": "1",
            "fact_sources": formset,
            "action-publish": "Publier",
        }
        | fields
    )


def test_a_right_fact_is_published(admin: Client) -> None:
    assert admin.post("/admin/snippets/pages/fact/add/", fact_form()).status_code == 302
    assert Fact.objects.get(key="TEST-FORM").value == "+33231455020"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"value": "02 31"}, "value", "n’est pas un numéro de téléphone"),
        ({"value": "2021-13", "value_type": "date"}, "value", "n’est pas une date"),
        ({"as_of": "2021-13"}, "as_of", "n’est pas une date"),
        ({"verified_on": "hier"}, "verified_on", "Saisissez une date valide."),
        ({"wording_en": ""}, "wording_en", "Champ requis."),
        ({"mark": "disputed"}, "reason_fr", "Dites pourquoi"),
        ({"mark": "rumour"}, "mark", "Sélectionnez un choix valide"),
        ({"value_type": "poem"}, "value_type", "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_fact_is_refused_at_its_field(
    admin: Client, changes: dict[str, str], field: str, message: str
) -> None:
    response = admin.post("/admin/snippets/pages/fact/add/", fact_form(**changes))
    found = errors(response)
    assert message in found[field]
    assert "On appelle le {value}." in response.content.decode()
    assert not Fact.objects.filter(key="TEST-FORM").exists()


def test_a_wrong_fact_is_refused_on_editing_too(admin: Client) -> None:
    fact = FactFactory(key="TEST-EDIT", collection_id=1)
    response = admin.post(f"/admin/snippets/pages/fact/edit/{fact.pk}/", fact_form(value="hello"))
    assert "value" in errors(response)
