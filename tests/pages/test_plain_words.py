"""Checks of plain language in the editor: in the panel, in the editor's language, for both languages."""

import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from pages.plain_words.terms import cues, terms, vague_links

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_to_explain_has_a_form(language: str) -> None:
    forms = [form for term in terms(language) for form in term.forms]
    assert forms
    assert all(form == form.strip() and form for form in forms)
    assert len(set(forms)) == len(forms), "a word stands twice in the glossary"
    assert all(cues(language).before + cues(language).after)


def test_the_panel_of_checks_explains_itself_in_french(admin: Client, french_home: Page) -> None:
    response = admin.get(f"/admin/pages/{french_home.pk}/edit/")
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    panel = soup.select_one("[data-side-panel='checks'] [data-plain-words]")
    assert panel is not None
    assert "Phrases de plus de 25 mots" in panel.get_text()
    settings = json.loads(soup.select_one("#plain-words-settings").text)
    assert settings["levels"][0]["label"] == "Facile"
    assert ["protonthérapie"] in settings["languages"]["fr"]["terms"]
    assert ["proton therapy"] in settings["languages"]["en"]["terms"]
    axe = json.loads(soup.select_one("#checker-axe-configuration").text)
    assert {"link-words", "image-alt", "heading-order"} <= set(axe["options"]["runOnly"])
    assert axe["messages"]["image-alt"]["error_name"] == "Une image n’a pas de texte"
    check = next(item for item in axe["spec"]["checks"] if item["id"] == "check-link-words")
    assert check["options"]["words"] == vague_links()


def test_readers_get_nothing_of_it(admin: Client, french_home: Page) -> None:
    for client in (admin, Client()):
        assert "userbar" not in client.get(french_home.url).content.decode()
