"""What an editor is told in the real admin, beside the field, and that nothing typed is lost."""

import json
import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.facts.models import Fact
from pages.models import ArticlePage, StandardPage

from ..factories import FactFactory, StandardPageFactory
from ..page_types import one_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(french_home: Page) -> Page:
    return french_home


def page_form(**fields: Any) -> dict[str, Any]:
    """Return what the form of a standard page sends."""
    return nested_form_data(
        {
            "title": "Une page éditée",
            "slug": "une-page-editee",
            "lead": "Une phrase de l’éditeur.",
            "in_short": rich_text("<p>Trois phrases.</p>"),
            "body": streamfield([]),
            "search_description": "Une description.",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0},
            "action-publish": "Publier",
        }
        | fields
    )


def errors(response: Any) -> dict[str, str]:
    """Return the messages of a form that came back, by field."""
    assert response.status_code == 200, "the form was accepted"
    found = response.context["form"].errors
    return {name: " ".join(map(str, items)) for name, items in found.items()}


def add(model: str, parent: Page) -> str:
    return f"/admin/pages/add/pages/{model}/{parent.pk}/"


def edit(page: Page) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def beside(response: Any, name: str) -> str:
    """Return the message that stands at a field in the page itself."""
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    message = soup.select_one(f"#panel-child-content-child_{name}-errors, [id$='-{name}-errors']")
    return message.get_text(" ", strip=True) if message else ""


def test_a_right_page_is_published(admin: Client, home: Page) -> None:
    response = admin.post(add("standardpage", home), page_form())
    assert response.status_code == 302
    page = StandardPage.objects.get(slug="une-page-editee")
    assert admin.get(page.url).status_code == 200


def test_a_missing_field_is_named_and_the_rest_is_kept(admin: Client, home: Page) -> None:
    response = admin.post(add("standardpage", home), page_form(title=""))
    assert errors(response) == {"title": "Champ requis."}
    assert "Champ requis." in beside(response, "title")
    text = response.content.decode()
    assert "Une description." in text
    assert "Trois phrases." in text
    assert not StandardPage.objects.filter(slug="une-page-editee").exists()


def test_a_missing_date_is_named(admin: Client) -> None:
    index = one_of(ArticlePage, "fr").get_parent()
    response = admin.post(add("articlepage", index), page_form(date=""))
    assert errors(response) == {"date": "Champ requis."}


def test_a_bad_date_is_named_at_its_field(admin: Client) -> None:
    index = one_of(ArticlePage, "fr").get_parent()
    response = admin.post(add("articlepage", index), page_form(date="31/02/2026 ?"))
    assert errors(response) == {"date": "Saisissez une date valide."}
    assert "Saisissez une date valide." in beside(response, "date")
    assert "31/02/2026 ?" in response.content.decode()


RESERVED = ["rechercher", "sources", "admin", "media", "documents", "en", "fr"]


@pytest.mark.parametrize("slug", RESERVED)
def test_a_reserved_address_is_refused_on_creation(admin: Client, home: Page, slug: str) -> None:
    found = errors(admin.post(add("standardpage", home), page_form(slug=slug)))
    assert found.keys() == {"slug"}
    assert f"« {slug} » est une adresse réservée" in found["slug"].replace("\u00a0", " ")


def test_it_is_free_deeper_in_the_tree(admin: Client, home: Page) -> None:
    parent = StandardPageFactory(parent=home)
    response = admin.post(add("standardpage", parent), page_form(slug="rechercher"))
    assert response.status_code == 302
    assert admin.get(StandardPage.objects.get(slug="rechercher").url).status_code == 200


def test_each_language_reserves_its_own(admin: Client, home: Page, english_home: Page) -> None:
    assert admin.post(add("standardpage", home), page_form(slug="search")).status_code == 302
    assert "slug" in errors(admin.post(add("standardpage", english_home), page_form(slug="search")))


def test_a_reserved_address_is_refused_on_editing(admin: Client, home: Page) -> None:
    page = StandardPageFactory(parent=home, slug="avant")
    assert errors(admin.post(edit(page), page_form(slug="sources"))).keys() == {"slug"}
    page.refresh_from_db()
    assert (page.slug, page.get_latest_revision()) == ("avant", None)


def test_a_page_isn_t_moved_to_a_reserved_address(admin: Client, home: Page) -> None:
    page = StandardPageFactory(parent=StandardPageFactory(parent=home), slug="sources")
    response = admin.post(f"/admin/pages/{page.pk}/move/{home.pk}/confirm/", follow=True)
    assert response.status_code == 200
    said = response.content.decode().replace("\u00a0", " ")
    assert "« sources » est une adresse réservée" in said
    page.refresh_from_db()
    assert page.depth == 4


# Links


def hidden(home: Page) -> Page:
    return StandardPageFactory(parent=home, title="Pas encore publiée", live=False)


def section(content: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"type": "section", "value": {"heading": "Un titre", "aside": "", "content": content}, "id": str(uuid.uuid4())}
    ]


def body_form(content: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the body's fields as the form sends them, from plain StreamField data."""
    link = content[0]["value"] if content[0]["type"] == "links" else None
    fields: dict[str, Any] = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "section",
        "body-0-id": str(uuid.uuid4()),
        "body-0-value-heading": "Un titre",
        "body-0-value-aside": "null",
        "body-0-value-content-count": "1",
        "body-0-value-content-0-deleted": "",
        "body-0-value-content-0-order": "0",
        "body-0-value-content-0-type": content[0]["type"],
        "body-0-value-content-0-id": str(uuid.uuid4()),
    }
    at = "body-0-value-content-0-value"
    if link is None:
        return fields | {at: content[0]["value"]}
    return fields | {
        f"{at}-count": "1",
        f"{at}-0-deleted": "",
        f"{at}-0-order": "0",
        f"{at}-0-value-page": link["page"],
        f"{at}-0-value-url": link["url"],
        f"{at}-0-value-label": "Par ici",
        f"{at}-0-value-hint": "",
    }


def draftail(page: Page) -> str:
    """Return what the editor sends for a paragraph with a link to a page."""
    block = {
        "key": "a",
        "text": "Lisez ceci.",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
    }
    data = {"id": page.pk, "url": "/x/", "parentId": page.get_parent().pk}
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": data}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


@pytest.mark.parametrize("place", ["links", "text", "in_short"])
def test_a_link_to_an_unpublished_page_is_refused_where_it_stands(
    admin: Client, home: Page, place: str
) -> None:
    def fields(target: Page) -> dict[str, Any]:
        if place == "in_short":
            return {"in_short": draftail(target)}
        value: Any = {"page": target.pk, "url": ""} if place == "links" else draftail(target)
        return body_form([{"type": place, "value": value}])

    response = admin.post(add("standardpage", home), page_form() | fields(hidden(home)))
    assert errors(response).keys() == {"in_short" if place == "in_short" else "body"}
    said = response.content.decode().replace("\\u00a0", " ").replace("\u00a0", " ")
    assert "Pas encore publiée » n’est pas publiée" in said or "n\\u2019est pas publi" in said
    assert not StandardPage.objects.filter(slug="une-page-editee").exists()
    accepted = admin.post(
        add("standardpage", home), page_form() | fields(StandardPageFactory(parent=home))
    )
    assert accepted.status_code == 302


@pytest.mark.parametrize("both", [True, False])
def test_a_link_has_one_target(admin: Client, home: Page, both: bool) -> None:
    value = {"page": home.pk if both else "", "url": "https://www.baclesse.fr" if both else ""}
    form = page_form() | body_form([{"type": "links", "value": value}])
    assert errors(admin.post(add("standardpage", home), form)).keys() == {"body"}


def test_a_draft_with_a_mistake_is_not_lost(admin: Client, home: Page) -> None:
    page = StandardPageFactory(parent=home, title="Titre publié", slug="titre-publie")
    sent = page_form(title="Titre en brouillon", slug="sources", lead="Longuement réfléchie.")
    response = admin.post(edit(page), sent)
    assert "slug" in errors(response)
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    title = soup.find(attrs={"name": "title"})
    assert (title.get("value") or title.get_text(strip=True)) == "Titre en brouillon"
    assert "Longuement réfléchie." in response.content.decode()
    again = {name: value for name, value in sent.items() if name != "action-publish"}
    assert admin.post(edit(page), again | {"slug": "titre-publie"}).status_code == 302
    page.refresh_from_db()
    assert page.title == "Titre publié", "readers see nothing of a draft"
    assert page.get_latest_revision_as_object().title == "Titre en brouillon"


# Facts


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
