"""The first draft of a translation already leads to the other language."""

import json

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from wagtail.models import Page

from pages.models import StandardPage
from pages.translation.drafting import translate

from ..factories import FactFactory, ImageFactory, StandardPageFactory
from .conftest import SECTION_ID, TEXT_ID, Pair, body, publish

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def submit(page: Page) -> str:
    return f"/admin/translation/submit/page/{page.pk}/"


def test_blocks_facts_and_photographs_are_the_same_links_lead_to_the_language(
    pair: Pair, french_home: StandardPage, editor: AbstractUser
) -> None:
    only_french = publish(StandardPageFactory(parent=french_home, locale=french_home.locale))
    fact, picture = FactFactory(), ImageFactory()
    text = (
        f'<p><a linktype="page" id="{pair.fr.pk}">ici</a> <a href="https://example.org/">là</a>'
        f' <a linktype="page" id="{only_french.pk}">ailleurs</a>'
        f' <embed embedtype="fact" id="{fact.pk}" form="value"/></p>'
    )
    tiles = {"heading": "Voir aussi", "text": "", "pages": [_item(pair.fr), _item(only_french)]}
    page = publish(
        StandardPageFactory(parent=french_home, locale=french_home.locale),
        in_short=text,
        picture=picture,
        body=[*body("Titre", text), {"type": "tiles", "value": tiles, "id": "tiles-id"}],
    )
    draft = translate(page, editor)
    assert not draft.live
    assert draft.locale.language_code == "en"
    assert draft.picture == picture
    for prose in (draft.in_short, draft.body.raw_data[0]["value"]["content"][0]["value"]):
        assert prose == text.replace(f'id="{pair.fr.pk}"', f'id="{pair.en.pk}"')
    section, chosen = draft.body.raw_data
    assert (section["id"], section["value"]["content"][0]["id"]) == (SECTION_ID, TEXT_ID)
    assert chosen["id"] == "tiles-id"
    assert [item["value"] for item in chosen["value"]["pages"]] == [pair.en.pk, only_french.pk]
    assert [item["id"] for item in chosen["value"]["pages"]] == ["item", "item"]
    latest = draft.get_latest_revision_as_object()
    assert json.dumps(list(latest.body.raw_data)) == json.dumps(list(draft.body.raw_data))


def _item(page: Page) -> dict[str, object]:
    return {"type": "item", "value": page.pk, "id": "item"}


def test_one_click_makes_the_draft_and_opens_it(
    admin: Client, french: StandardPage, editor: AbstractUser, english_home: Page
) -> None:
    assert "Traduire en anglais" in admin.get(submit(french)).content.decode()
    answer = admin.post(submit(french))
    draft = french.get_translations().get()
    assert answer["location"] == f"/admin/pages/{draft.pk}/edit/"
    assert draft.owner == editor
    # The address is made from the title, so that the form lets it follow the translated title.
    assert (draft.title, draft.slug) == ("Écouter la radio", "ecouter-la-radio")
    # Asked again, it leads to what is there.
    again = admin.post(submit(french))
    assert again["location"] == answer["location"]
    assert french.get_translations().count() == 1


def test_a_page_below_one_that_is_not_translated_has_to_wait(
    admin: Client, french: StandardPage
) -> None:
    below = publish(StandardPageFactory(parent=french, locale=french.locale))
    answer = admin.post(submit(below)).content.decode()
    assert "n’est pas encore traduite" in answer
    assert submit(french) in answer
    assert not below.get_translations().exists()
