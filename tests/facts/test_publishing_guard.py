"""The guard at work: in the admin, through a workflow, and on the day of a scheduled page."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    PageLogEntry,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile

from pages.blocks import PROSE_FEATURES
from pages.facts.models import Fact
from pages.facts.page_claims import page_texts
from pages.facts.states import Mark
from pages.models import StandardPage

from ..conftest import CONTENT_DAY
from ..factories import FactFactory, StandardPageFactory, SuperuserFactory
from .test_guard import S043_EN, S043_FR, S072_EN, S072_FR

SOURCE_WORDS = {"fr": (S043_FR, S072_FR), "en": (S043_EN, S072_EN)}


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def home(language: str, french_home: Page, english_home: Page) -> Page:
    return {"fr": french_home, "en": english_home}[language]


@pytest.fixture
def editor(db: None, language: str) -> AbstractUser:
    """Somebody who may do everything, and reads the admin in the language of the page."""
    editor = SuperuserFactory()
    speak(editor, language)
    return editor


@pytest.fixture
def page(home: Page) -> StandardPage:
    page = StandardPageFactory(parent=home, title="Avant", body=[])
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def speak(user: AbstractUser, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


def posted(text: str, page: StandardPage | None = None, **values: Any) -> dict[str, Any]:
    """What a browser sends from the form of a page with one section that holds a text."""
    prose = f"<p>{text}</p>"
    section = {
        "heading": "Une section",
        "content": streamfield([("text", rich_text(prose, features=PROSE_FEATURES))]),
        "aside": rich_text("", features=PROSE_FEATURES),
    }
    data = {
        "title": page.title if page else "Une page neuve",
        "slug": page.slug if page else "une-page-neuve",
        "lead": "Une phrase.",
        "in_short": rich_text("<p>En bref.</p>", features=PROSE_FEATURES),
        "body": streamfield([("section", section)]),
        "search_description": "Une description.",
        "comments": inline_formset([]),
    }
    return nested_form_data(data | values)


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def draft(page: Page) -> StandardPage:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def prose(page: StandardPage) -> str:
    """All that a page says."""
    return " ".join(text.text for text in page_texts(page))


def in_message(response: HttpResponse) -> str:
    return " ".join(str(message) for message in response.context["messages"] or [])


# --- Editing and creating ------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_what_the_source_article_says_is_refused(
    admin: Client, page: StandardPage, language: str, number: int, action: str
) -> None:
    moderate(page)
    text = SOURCE_WORDS[language][number]
    phrase = {"fr": ["réduit de 27", "numéro un"], "en": ["27%", "number one"]}[language][number]
    refused = admin.post(edit_url(page), posted(text, page, **{action: "1"}), follow=True)

    assert refused.status_code == 200
    page.refresh_from_db()
    assert text not in prose(page)
    assert not page.workflow_in_progress
    assert text in prose(draft(page)), "the draft was lost"
    # The message names the phrase and its place, in the editor's language; the form marks it.
    message = unescape(in_message(refused))
    assert phrase in message
    with translation.override(language):
        section = StandardPage.body.field.stream_block.child_blocks["section"]
        assert f"{section.label} 1" in message
    assert refused.context["form"].errors["body"].as_data()[0].block_errors[0]
    assert StandardPage.objects.get(pk=page.pk).overruled_phrases == []


def test_a_new_page_is_kept_as_a_draft(admin: Client, home: Page, language: str) -> None:
    url = reverse("wagtailadmin_pages:add", args=["pages", "standardpage", home.pk])
    text = SOURCE_WORDS[language][1]
    refused = admin.post(url, posted(text, **{"action-publish": "1"}), follow=True)

    page = StandardPage.objects.child_of(home).get(slug="une-page-neuve")
    assert not page.live
    assert text in prose(draft(page))
    assert refused.redirect_chain[-1][0].startswith(edit_url(page))
    assert set(refused.context["form"].errors) == {"body"}


def test_a_draft_may_say_anything(admin: Client, page: StandardPage, language: str) -> None:
    saved = admin.post(edit_url(page), posted(SOURCE_WORDS[language][0], page), follow=True)
    assert not saved.context["form"].errors
    assert draft(page).body[0].value["content"]


def test_every_field_is_marked(admin: Client, page: StandardPage) -> None:
    data = posted("Rien.", page, title="27 %", lead="27 %", search_description="27 %")
    refused = admin.post(edit_url(page), data | {"action-publish": "1"}, follow=True)
    assert set(refused.context["form"].errors) == {"title", "lead", "search_description"}


def test_inside_a_fact_it_may_be_said(admin: Client, page: StandardPage, language: str) -> None:
    fact = FactFactory(wording_fr=S072_FR, wording_en=S072_EN, value_type="none", value="")
    text = f'Voici. <embed embedtype="fact" id="{fact.pk}"/>'
    admin.post(edit_url(page), posted(text, page, **{"action-publish": "1"}))

    page.refresh_from_db()
    assert f'id="{fact.pk}"' in str(list(page.body.raw_data))


def test_scheduling_is_refused(admin: Client, page: StandardPage, language: str) -> None:
    later = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    data = posted(SOURCE_WORDS[language][1], page, go_live_at=later)
    refused = admin.post(edit_url(page), data | {"action-publish": "1"}, follow=True)

    assert set(refused.context["form"].errors) == {"body"}
    assert page.revisions.filter(approved_go_live_at__isnull=False).count() == 0


def test_publishing_many_is_refused(admin: Client, page: StandardPage, language: str) -> None:
    page.lead = SOURCE_WORDS[language][1]
    page.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = f"?id={page.pk}&next={edit_url(page)}"
    refused = admin.post(url + query, follow=True)

    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.title in in_message(refused)


def test_the_api_refuses_too(admin: Client, page: StandardPage, language: str) -> None:
    page.lead = SOURCE_WORDS[language][1]
    page.save_revision()
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    refused = admin.post(url)

    assert refused.status_code == 400
    page.refresh_from_db()
    assert page.has_unpublished_changes


# --- Approving -----------------------------------------------------------------------------------


def moderate(page: Page) -> Workflow:
    task = GroupApprovalTask.objects.create(name="Relecture")
    workflow = Workflow.objects.create(name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    return workflow


@pytest.fixture
def submitted(page: StandardPage, editor: AbstractUser, language: str) -> TaskState:
    """A page that was submitted before the words in it were known for a claim."""
    page.lead = SOURCE_WORDS[language][1]
    page.save_revision(user=editor)
    return moderate(page).start(page, editor).current_task_state


def action_url(state: TaskState, action: str) -> str:
    page_id = state.workflow_state.object_id
    return reverse("wagtailadmin_pages:workflow_action", args=[page_id, action, state.pk])


def test_approving_is_refused(admin: Client, page: StandardPage, submitted: TaskState) -> None:
    refused = admin.post(action_url(submitted, "approve"), {"comment": ""}, follow=True)

    assert set(refused.context["form"].errors) == {"lead"}
    submitted.refresh_from_db()
    assert submitted.status == TaskState.STATUS_IN_PROGRESS
    page.refresh_from_db()
    assert page.lead == "Une phrase de test."


def test_the_window_that_approves_leads_to_the_form(
    admin: Client, page: StandardPage, submitted: TaskState
) -> None:
    answers = [
        admin.get(action_url(submitted, "approve")),
        admin.post(
            action_url(submitted, "approve"), headers={"x-requested-with": "XMLHttpRequest"}
        ),
    ]
    for answer in answers:
        assert answer.json()["redirect"].startswith(edit_url(page))


def test_approving_in_the_editor_is_refused(
    admin: Client, page: StandardPage, submitted: TaskState, language: str
) -> None:
    data = posted(SOURCE_WORDS[language][0], page, **{"action-workflow-action": "1"})
    refused = admin.post(edit_url(page), data | {"workflow-action-name": "approve"}, follow=True)
    assert set(refused.context["form"].errors) == {"body"}
    submitted.refresh_from_db()
    assert submitted.status == TaskState.STATUS_IN_PROGRESS

    admin.post(edit_url(page), data | {"workflow-action-name": "reject"})
    submitted.refresh_from_db()
    assert submitted.status == TaskState.STATUS_REJECTED


def test_what_claims_nothing_is_approved(
    admin: Client, page: StandardPage, submitted: TaskState
) -> None:
    page.lead = "Une autre phrase."
    page.save_revision()
    admin.post(action_url(submitted, "approve"), {"comment": ""})
    page.refresh_from_db()
    assert page.lead == "Une autre phrase."


# --- Overruling ----------------------------------------------------------------------------------


def test_a_reason_lets_it_stand_and_is_logged(
    admin: Client, page: StandardPage, editor: AbstractUser, language: str
) -> None:
    reason = "C’est le titre exact d’un rapport."
    text = SOURCE_WORDS[language][1]
    data = posted(text, page, overruled_reason=reason) | {"action-publish": "1"}
    admin.post(edit_url(page), data)

    page.refresh_from_db()
    assert text in prose(page)
    phrase = {"fr": "numéro un", "en": "number one"}[language]
    assert page.overruled_phrases == [{"phrase": phrase, "reason": reason}]
    entry = PageLogEntry.objects.get(page=page.pk, action="pages.overrule_claims")
    assert (entry.user, entry.data) == (editor, {"reason": reason, "phrases": [phrase]})
    assert reason in entry.message
    assert phrase in entry.message

    # The next edit needs no reason, and what is claimed anew does.
    admin.post(edit_url(page), data)
    assert PageLogEntry.objects.filter(page=page.pk, action="pages.overrule_claims").count() == 1
    refused = admin.post(edit_url(page), data | {"lead": "27 %"}, follow=True)
    assert set(refused.context["form"].errors) == {"lead"}


def test_a_reason_given_as_the_page_is_made(admin: Client, home: Page, language: str) -> None:
    url = reverse("wagtailadmin_pages:add", args=["pages", "standardpage", home.pk])
    reason = {"overruled_reason": "Une citation.", "action-publish": "1"}
    admin.post(url, posted(SOURCE_WORDS[language][1], **reason))

    page = StandardPage.objects.child_of(home).get(slug="une-page-neuve")
    assert page.live
    assert PageLogEntry.objects.filter(page=page.pk, action="pages.overrule_claims").exists()


@pytest.mark.parametrize("may_overrule", [False, True])
def test_only_who_may_overrules(
    page: StandardPage, language: str, may_overrule: bool, django_user_model: type[AbstractUser]
) -> None:
    group = Group.objects.create(name="Communication")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if may_overrule:
        group.permissions.add(Permission.objects.get(codename="overrule_claims"))
    for codename in ("change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group, page=page, permission=Permission.objects.get(codename=codename)
        )
    user = django_user_model.objects.create_user("writer", "writer@example.org", "x" * 20)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    reason = {"overruled_reason": "Parce que.", "action-publish": "1"}
    client.post(edit_url(page), posted(SOURCE_WORDS[language][1], page, **reason))

    page.refresh_from_db()
    assert bool(page.body) is may_overrule


# --- On the day ----------------------------------------------------------------------------------


@pytest.fixture
def schedule(admin: Client, page: StandardPage) -> Callable[[str], None]:
    """Schedule the page with a text for the day after the content's, in the admin."""

    def schedule(text: str) -> None:
        with time_machine.travel(CONTENT_DAY, tick=False):
            data = posted(text, page, go_live_at="2026-11-25 08:00") | {"action-publish": "1"}
            admin.post(edit_url(page), data)
        assert page.revisions.filter(approved_go_live_at__isnull=False).exists()

    return schedule


def run_due(day: datetime) -> None:
    with time_machine.travel(day, tick=False):
        call_command("hold_scheduled", verbosity=0)
        call_command("publish_scheduled", verbosity=0)


def fact_text(fact: Fact) -> str:
    return f'Voici. <embed embedtype="fact" id="{fact.pk}"/>'


NEXT_DAY = CONTENT_DAY + timedelta(days=1)


def ends(day: date) -> Fact:
    past = {"past_wording_fr": "C’était vrai.", "past_wording_en": "It was true."}
    with time_machine.travel(CONTENT_DAY - timedelta(days=9), tick=False):
        fact = FactFactory(ends_on=day, **past)
        fact.save_revision().publish()
    return fact


def test_what_is_still_true_is_published(
    schedule: Callable[[str], None], page: StandardPage
) -> None:
    schedule(fact_text(ends(date(2026, 12, 31))))
    run_due(NEXT_DAY)
    page.refresh_from_db()
    assert page.body
    assert mail.outbox == []


def test_a_fact_that_lapsed_holds_the_page(
    schedule: Callable[[str], None], page: StandardPage, editor: AbstractUser, language: str
) -> None:
    fact = ends(CONTENT_DAY.date())
    schedule(fact_text(fact))
    run_due(NEXT_DAY)

    page.refresh_from_db()
    assert not page.body
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    (message,) = mail.outbox
    assert message.to == [editor.email]
    assert page.title in message.subject
    assert fact.key in message.body
    with translation.override(language):
        assert str(fact.state_on(NEXT_DAY.date()).label) in message.body
    assert edit_url(page) in message.body

    run_due(NEXT_DAY)
    assert len(mail.outbox) == 1


def test_a_fact_that_was_withheld_since_holds_the_page(
    schedule: Callable[[str], None], page: StandardPage
) -> None:
    fact = ends(date(2026, 12, 31))
    schedule(fact_text(fact))
    fact.mark, fact.reason_fr, fact.reason_en = Mark.WITHHELD, "Faux.", "Wrong."
    with time_machine.travel(CONTENT_DAY + timedelta(hours=3), tick=False):
        fact.save_revision().publish()
    run_due(NEXT_DAY)

    page.refresh_from_db()
    assert not page.body
    assert len(mail.outbox) == 1


def test_what_had_lapsed_before_is_no_reason(
    schedule: Callable[[str], None], page: StandardPage
) -> None:
    schedule(fact_text(ends(CONTENT_DAY.date() - timedelta(days=2))))
    run_due(NEXT_DAY)
    page.refresh_from_db()
    assert page.body


def test_words_that_became_a_claim_hold_the_page(
    schedule: Callable[[str], None],
    page: StandardPage,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pages.facts.page_claims.findings", lambda text, language: [])
        schedule(SOURCE_WORDS[language][1])
    run_due(NEXT_DAY)

    page.refresh_from_db()
    assert not page.body
    assert {"fr": "numéro un", "en": "number one"}[language] in mail.outbox[0].body


def test_run_due_holds_before_it_publishes() -> None:
    from normandy_centres.management.commands.run_due import DUE

    assert DUE.index("hold_scheduled") < DUE.index("publish_scheduled")
