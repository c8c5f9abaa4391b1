"""When a page falls behind its twin, in both directions, and what puts it right."""

import pytest
from django.contrib.auth.models import AbstractUser
from wagtail.models import Page, PageLogEntry

from pages.models import Translation
from pages.translation.tracking import confirm, record_of
from pages.translation.work import State, waiting_for, with_state

from ..factories import StandardPageFactory
from .conftest import Pair, body, draft, publish

pytestmark = pytest.mark.django_db


def behind(page: Page) -> bool:
    record = record_of(page)
    return bool(record and record.behind_since)


def readers_behind(page: Page) -> bool:
    record = record_of(page)
    return bool(record and record.readers_behind_since)


def state_of_translation(page: Page) -> str:
    return with_state(Page.objects.filter(pk=page.pk)).get().state


def test_a_translation_that_is_just_published_is_in_step_both_ways(pair: Pair) -> None:
    assert not behind(pair.en)
    assert not behind(pair.fr)
    assert state_of_translation(pair.fr) == state_of_translation(pair.en) == ""


def test_the_loaded_pages_are_in_step(editor: AbstractUser) -> None:
    assert not waiting_for(editor).exists()
    assert Translation.objects.count() == Page.objects.filter(depth__gt=1).count()
    sources = Translation.objects.filter(source_revision=None)
    assert not sources.exists()


@pytest.mark.parametrize("first", ["fr", "en"])
def test_either_language_leaves_the_other_behind(pair: Pair, first: str) -> None:
    changed, other = (pair.fr, pair.en) if first == "fr" else (pair.en, pair.fr)
    publish(changed, lead="Une autre phrase.")
    assert behind(other)
    assert not behind(changed)
    assert state_of_translation(changed) == State.BEHIND
    assert state_of_translation(other) == ""


def test_a_draft_or_another_colour_leaves_nothing_behind(pair: Pair) -> None:
    draft(pair.fr, lead="Une phrase qui attend.")
    assert not behind(pair.en)
    publish(pair.fr, lead=pair.fr.lead, paint="sun")
    assert not behind(pair.en)


def test_what_is_taken_back_leaves_nothing_behind(pair: Pair) -> None:
    publish(pair.fr, lead="Une autre phrase.")
    publish(pair.fr, lead=pair.fr.lead)
    assert not behind(pair.en)
    assert not readers_behind(pair.en)


def test_catching_up_does_not_put_the_other_behind(pair: Pair, editor: AbstractUser) -> None:
    fr = publish(pair.fr, lead="Une autre phrase.")
    en = publish(pair.en, lead="Another sentence.")
    assert behind(en), "nobody has said yet that it says the same"
    assert not behind(fr)
    confirm(en, fr, editor)
    assert not behind(en)
    assert not readers_behind(en)
    assert not behind(fr)
    publish(en, lead="Yet another sentence.")
    assert behind(fr), "both were in step: this is news"


def test_a_draft_found_up_to_date_reaches_readers_when_it_is_published(
    pair: Pair, editor: AbstractUser
) -> None:
    fr = publish(pair.fr, lead="Une autre phrase.")
    en = draft(pair.en, lead="Another sentence.")
    confirm(en, fr, editor)
    assert not behind(en)
    assert readers_behind(en)
    assert state_of_translation(fr) == State.WAITING
    en = publish(en, lead="Another sentence, as the reviewer likes it.")
    assert not readers_behind(en)
    assert state_of_translation(fr) == ""
    assert not behind(fr)


def test_it_is_behind_since_the_first_change_and_the_comparison_starts_there(pair: Pair) -> None:
    source = record_of(pair.en).source_revision
    publish(pair.fr, lead="Une autre phrase.")
    since = record_of(pair.en).behind_since
    publish(pair.fr, lead="Encore une autre.")
    record = record_of(pair.en)
    assert record.behind_since == since
    assert record.source_revision == source


def test_what_changes_while_a_translation_is_being_written_is_noticed(
    french: Page, english_home: Page, editor: AbstractUser
) -> None:
    from pages.translation.drafting import translate

    english = translate(french, editor)
    assert state_of_translation(french) == State.DRAFT
    publish(french, body=body("La radio", "<p>Une autre phrase.</p>"))
    assert behind(english)
    publish(english, title="Listening")
    assert readers_behind(english)
    assert state_of_translation(french) == State.BEHIND


def test_a_page_that_nobody_translated_is_missing(french: Page) -> None:
    assert state_of_translation(french) == State.MISSING


def test_a_translation_that_is_deleted_leaves_the_page_missing(pair: Pair) -> None:
    publish(pair.fr, lead="Une autre phrase.")
    pair.en.delete()
    assert state_of_translation(pair.fr) == State.MISSING


def test_a_pair_of_which_nothing_is_known_counts_as_in_step(
    french: Page, english_home: Page
) -> None:
    english = StandardPageFactory(
        parent=english_home, locale=english_home.locale, translation_key=french.translation_key
    )
    assert state_of_translation(french) == ""
    publish(french, lead="Une phrase.")
    assert not behind(english)
    publish(french, lead="Une autre phrase.")
    assert behind(english)


def test_the_history_says_who_marked_it(pair: Pair, editor: AbstractUser) -> None:
    fr = publish(pair.fr, lead="Une autre phrase.")
    confirm(pair.en, fr, editor)
    entry = PageLogEntry.objects.filter(page=pair.en, action="pages.confirm_translation").get()
    assert entry.user == editor
    assert entry.data == {"source": fr.live_revision_id}
