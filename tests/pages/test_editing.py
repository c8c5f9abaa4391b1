"""What an editor is told in the real admin, beside the field, and that nothing typed is lost."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from pages.models import ArticlePage, StandardPage

from ..factories import StandardPageFactory
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
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": 0,
            },
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
