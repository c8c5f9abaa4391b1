"""Typography is put right when something is published, on the page and in the revision that went live."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry
from wagtail.test.utils.form_data import rich_text, streamfield

from centres.models import Telephone
from pages.facts.models import FactSource
from pages.models import Fact, GlossaryTerm, Menu, MenuItem, SiteSettings, StandardPage
from pages.typography.models import TYPESET

from ..factories import (
    AwardFactory,
    FactFactory,
    ImageFactory,
    PartnerFactory,
    SourceFactory,
    StandardPageFactory,
)
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


def test_what_a_reader_should_know_about_a_source_is_set_with_its_fact() -> None:
    fact = FactFactory(live=False)
    source = SourceFactory(title="L'étude : 3 h", language="fr", publisher="L'institut: un")
    fact.fact_sources = [FactSource(source=source, note_fr=TYPED, note_en="It's new: what?")]
    fact.save_revision().publish()
    for version in (Fact.objects.get(pk=fact.pk), fact.get_latest_revision_as_object()):
        (note,) = version.fact_sources.all()
        assert note.note_fr.translate(VISIBLE) == PRINTED
        assert note.note_en == "It’s new: what?"
    assert source.title.translate(VISIBLE) == "L’étude~: 3~h"
    assert source.publisher == "L’institut: un"


def test_what_has_no_drafts_is_set_when_it_is_saved(french_home: Page) -> None:
    """Records with what belongs to them, menus, photographs, the settings: French by French rules."""
    partner = PartnerFactory(name_fr="L'essai : un", name_en="The trial's name : one")
    same = PartnerFactory(name_fr="Yahoo! Research: Lyon", name_en="Yahoo! Research: Lyon")
    award = AwardFactory(recipient_fr=TYPED, recipient_en="Who's this?", giver_name="L'Oréal: x")
    telephone = Telephone.objects.create(
        centre=award.centre, fact=award.fact, purpose_fr=TYPED, purpose_en="What's up?"
    )
    item = MenuItem.objects.create(
        menu=Menu.objects.first(), page=french_home, label_fr=TYPED, label_en="What's new?"
    )
    image = ImageFactory(alt_fr=TYPED, alt_en="What's this?")
    settings = SiteSettings.for_site(french_home.get_site())
    settings.demonstration_fr = TYPED
    settings.save()
    assert partner.name_fr.translate(VISIBLE) == "L’essai~: un"
    assert partner.name_en == "The trial’s name : one"
    assert (same.name_fr, same.name_en) == ("Yahoo! Research: Lyon", "Yahoo! Research: Lyon")
    assert (award.recipient_en, award.giver_name) == ("Who’s this?", "L’Oréal: x")
    stored = Telephone.objects.get(pk=telephone.pk)
    french = (
        award.recipient_fr,
        stored.purpose_fr,
        item.label_fr,
        image.alt_fr,
        settings.demonstration_fr,
    )
    assert [text.translate(VISIBLE) for text in french] == [PRINTED] * 5
    assert (stored.purpose_en, item.label_en, image.alt_en) == (
        "What’s up?",
        "What’s new?",
        "What’s this?",
    )


@pytest.mark.parametrize(("language", "printed"), [("fr", PRINTED), ("en", "L’eau : quoi ?")])
def test_a_term_of_the_glossary_is_set_when_it_is_published(language: str, printed: str) -> None:
    term = GlossaryTerm.objects.create(
        key="eau",
        term="L'eau",
        definition="Rien.",
        live=False,
        locale=Locale.objects.get(language_code=language),
    )
    term.definition = TYPED
    revision = term.save_revision()
    assert revision.as_object().definition == TYPED
    revision.publish()
    term = GlossaryTerm.objects.get(pk=term.pk)
    assert (term.term, term.definition.translate(VISIBLE)) == ("L’eau", printed)
    assert term.get_latest_revision_as_object().definition == term.definition
