"""What an editor sees beside the form, and that writing alone never changes what readers see."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from ..factories import StandardPageFactory
from .test_editing import edit, page_form

pytestmark = pytest.mark.django_db


def test_what_is_saved_by_itself_is_a_draft(admin: Client, french_home: Page) -> None:
    page = StandardPageFactory(parent=french_home, title="Ce que les lecteurs voient")
    assert admin.get(edit(page)).context["autosave_enabled"]
    sent = page_form(title="Ce qui s'écrit", in_short=rich_text("<p>Un essai.</p>"), slug=page.slug)
    del sent["action-publish"]
    answer = admin.post(edit(page), sent, headers={"accept": "application/json"})
    assert answer.json()["success"]
    page.refresh_from_db()
    assert page.title == "Ce que les lecteurs voient"
    assert page.has_unpublished_changes
    # What somebody is typing isn't touched either.
    assert page.get_latest_revision_as_object().title == "Ce qui s'écrit"
    assert "Ce qui s" not in Client().get(page.url).content.decode()


def test_the_preview_has_two_widths_and_leads_to_the_other_language(
    admin: Client, french_home: Page, english_home: Page
) -> None:
    soup = BeautifulSoup(admin.get(edit(french_home)).content.decode(), "html.parser")
    sizes = soup.select("[data-side-panel='preview'] input[name='preview-size']")
    assert [size["data-device-width"] for size in sizes] == ["320", "1280"]
    twin = soup.select_one(f"[data-side-panel='preview'] a[href='{edit(english_home)}']")
    assert twin is not None
    assert twin["aria-label"] == "Ouvrir dans l’autre langue\N{NO-BREAK SPACE}: English"
    lonely = StandardPageFactory(parent=french_home)
    alone = BeautifulSoup(admin.get(edit(lonely)).content.decode(), "html.parser")
    assert not alone.select("[data-side-panel='preview'] a[aria-label^='Ouvrir dans']")


def test_the_form_says_what_a_screen_reader_will(admin: Client) -> None:
    soup = BeautifulSoup(admin.get("/admin/images/add/").content.decode(), "html.parser")
    assert [field["name"] for field in soup.select("[data-alt-text]")] == ["alt_fr", "alt_en"]
    messages = soup.select_one("#alt-text-messages")
    assert messages is not None
    assert "d\\u2019\\u00e9cran dira" in messages.text or "d’écran dira" in messages.text
