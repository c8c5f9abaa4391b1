"""Typography is put right when something is published, on the page and in the revision that went live."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.test.utils.form_data import rich_text, streamfield

from pages.models import Fact, StandardPage
from pages.typography.models import TYPESET

from ..factories import FactFactory, StandardPageFactory
from ..i18n.test_formats import VISIBLE
from .test_editing import edit, page_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TYPED = "L'eau : quoi ?"
PRINTED = "L’eau~: quoi_?"
LINK = "https://www.example.org/l'eau;b?c=d : e"
SECTION = {
    "heading": TYPED,
    "content": [
        {"type": "text", "value": f'<p>{TYPED} <a href="{LINK}">{TYPED}</a></p>', "id": "a"},
        {
            "type": "links",
            "value": [
                {"type": "item", "value": {"label": TYPED, "url": "https://x.fr/l'a"}, "id": "b"}
            ],
            "id": "c",
        },
    ],
}


def draft(home: Page, **fields: Any) -> StandardPage:
    """Return a page with words as a keyboard types them, saved as a draft only."""
    page = StandardPageFactory(parent=home, slug="dactylo", live=False, **fields)
    page.title = page.lead = TYPED
    page.in_short = f"<p>{TYPED}</p>"
    page.body = [("section", page.body.stream_block.child_blocks["section"].to_python(SECTION))]
    page.save_revision()
    return page


def words(page: StandardPage) -> list[str]:
    section = page.body.raw_data[0]["value"]
    inner = section["content"]
    found = [page.title, page.lead, page.in_short, section["heading"], inner[0]["value"]]
    link = inner[1]["value"][0]["value"]
    return [text.translate(VISIBLE) for text in [*found, link["label"], link["url"], page.slug]]


EXPECTED = [
    PRINTED,
    PRINTED,
    f"<p>{PRINTED}</p>",
    PRINTED,
    f'<p>{PRINTED} <a href="{LINK}">{PRINTED}</a></p>',
    PRINTED,
    "https://x.fr/l'a",
    "dactylo",
]


def test_a_draft_stays_as_typed_and_what_is_published_is_set(french_home: Page) -> None:
    page = draft(french_home)
    revision = page.latest_revision
    assert revision.as_object().title == TYPED
    revision.publish()
    page = StandardPage.objects.get(pk=page.pk)
    assert words(page) == EXPECTED
    assert words(page.get_latest_revision_as_object()) == EXPECTED
    assert page.latest_revision_id == page.live_revision_id == revision.pk  # nobody edited anything
    entry = PageLogEntry.objects.get(page=page.pk, action=TYPESET)
    assert entry.data == {"texts": 6}
    page.save_revision().publish()
    assert PageLogEntry.objects.filter(page=page.pk, action=TYPESET).count() == 1


def test_what_goes_live_on_its_day_is_set(french_home: Page) -> None:
    page = draft(french_home)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    revision = page.scheduled_revision
    assert words(revision.as_object()) == EXPECTED
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert words(StandardPage.objects.get(pk=page.pk, live=True)) == EXPECTED


def test_english_takes_english_signs_only(english_home: Page) -> None:
    page = draft(english_home)
    page.latest_revision.publish()
    page.refresh_from_db()
    assert page.title == "L’eau : quoi ?"


def test_the_editor_is_told_that_no_word_changed(admin: Client, french_home: Page) -> None:
    page = StandardPageFactory(parent=french_home)
    sent = page_form(title=TYPED, in_short=rich_text(f"<p>{TYPED}</p>"), body=streamfield([]))
    response = admin.post(edit(page), sent, follow=True)
    told = " ".join(str(message) for message in response.context["messages"])
    assert "Typographie corrigée dans 2 textes" in told
    assert "Aucun mot" in told
    page.refresh_from_db()
    assert page.title.translate(VISIBLE) == PRINTED
    history = admin.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "Aucun mot" in history


def test_a_fact_is_set_in_both_languages() -> None:
    fact = FactFactory(live=False)
    fact.wording_fr = "C'est {value} : quoi ?"
    fact.wording_en = "It's {value} : what?"
    fact.save_revision().publish()
    fact = Fact.objects.get(pk=fact.pk)
    assert fact.wording_fr.translate(VISIBLE) == "C’est {value}~: quoi_?"
    assert fact.wording_en == "It’s {value} : what?"
    assert fact.get_latest_revision_as_object().wording_fr == fact.wording_fr
