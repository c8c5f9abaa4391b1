"""What people who work on the same pages have: mails in their language, comments, locks, schedules."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset, nested_form_data
from wagtail.users.models import UserProfile

from centres.models import CentrePage, SpecialityPage
from pages.models import CustomImage

from ..factories import SpecialityPageFactory, upload
from .sending import BrowserOf, act, edit_page, page_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def page(said: list[str]) -> SpecialityPage:
    """A page of Baclesse's in French, online."""
    parent = CentrePage.objects.get(centre__key="francois-baclesse", locale__language_code="fr")
    page = SpecialityPageFactory(parent=parent, locale=parent.locale, title="Un titre de test")
    page.save_revision().publish()
    return SpecialityPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("language", "submitted", "approved", "sent_back"),
    [
        ("fr", "soumise", "approuvée", "rejetée"),
        ("en", "submitted", "approved", "rejected"),
    ],
)
def test_mails_are_in_the_language_of_who_gets_them(
    page: SpecialityPage,
    browser_of: BrowserOf,
    language: str,
    submitted: str,
    approved: str,
    sent_back: str,
) -> None:
    UserProfile.objects.update(preferred_language=language)
    editor, reviewer = browser_of("baclesse-editor"), browser_of("baclesse-medical-reviewer")
    sent = page_form(page) | {"action-submit": "1"}

    def told(person: str) -> str:
        (found,) = [item for item in mail.outbox if item.to == [f"{person}@example.org"]]
        mail.outbox.clear()
        return f"{found.subject} {found.body}"

    mail.outbox.clear()
    editor.post(edit_page(page), sent)
    assert submitted in told("baclesse-medical-reviewer")
    act(reviewer, page, "reject")
    assert sent_back in told("baclesse-editor")
    editor.post(edit_page(page), sent)
    act(reviewer, page, "approve")
    mail.outbox.clear()
    act(browser_of("baclesse-publisher"), page, "approve")
    assert approved in told("baclesse-editor")


def test_a_comment_reaches_the_others(page: SpecialityPage, browser_of: BrowserOf) -> None:
    comment = {
        "text": "Est-ce encore vrai ?",
        "contentpath": "lead",
        "position": "",
        "replies": inline_formset([]),
    }
    sent = page_form(page) | nested_form_data({"comments": inline_formset([comment])})
    assert browser_of("baclesse-medical-reviewer").post(edit_page(page), sent).status_code == 302
    assert Comment.objects.get(page=page).text == "Est-ce encore vrai ?"
    assert (
        "Est-ce encore vrai" in browser_of("baclesse-editor").get(edit_page(page)).content.decode()
    )


def test_a_locked_page_says_so_and_takes_no_change(
    page: SpecialityPage, browser_of: BrowserOf
) -> None:
    browser_of("baclesse-medical-reviewer").post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    editor = browser_of("baclesse-editor")
    shown = editor.get(edit_page(page)).content.decode()
    assert "verrouillée" in shown
    refused = editor.post(edit_page(page), page_form(page, title="Passé outre"))
    assert "verrouillée" in refused.content.decode()
    assert (
        SpecialityPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == page.title
    )


def test_the_timer_publishes_and_takes_offline(page: SpecialityPage, browser_of: BrowserOf) -> None:
    now = datetime.now(PARIS)
    sent = page_form(page, title="Un titre de demain") | {
        "go_live_at": f"{now + timedelta(days=1):%Y-%m-%d %H:%M}",
        "expire_at": f"{now + timedelta(days=3):%Y-%m-%d %H:%M}",
        "action-publish": "1",
    }
    assert browser_of("baclesse-publisher").post(edit_page(page), sent).status_code == 302

    def seen(days: int) -> tuple[int, bool]:
        with time_machine.travel(now + timedelta(days=days, minutes=1)):
            call_command("run_due", verbosity=0)
        answer = Client().get(page.get_url())
        return answer.status_code, "Un titre de demain" in answer.content.decode()

    assert [seen(days) for days in (0, 1, 2, 3)] == [
        (200, False),
        (200, True),
        (200, True),
        (410, True),
    ]


def test_who_saves_second_writes_a_version_and_overwrites_none(
    page: SpecialityPage, browser_of: BrowserOf
) -> None:
    """What is saved by itself is refused once somebody else has saved; what somebody saves is kept beside."""
    first, second = browser_of("baclesse-editor"), browser_of("baclesse-publisher")
    loaded = {"loaded_revision_id": str(page.latest_revision_id)}
    first.post(edit_page(page), page_form(page, title="La première") | loaded)
    automatic = second.post(
        edit_page(page),
        page_form(page, title="La seconde") | loaded,
        headers={"accept": "application/json"},
    )
    assert (automatic.status_code, automatic.json()["error_code"]) == (400, "invalid_revision")
    assert "écraserait une version plus récente" in automatic.json()["error_message"]
    second.post(edit_page(page), page_form(page, title="La seconde") | loaded)
    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert titles == ["Un titre de test", "La première", "La seconde"]


def test_who_is_no_longer_signed_in_is_asked_to_and_comes_back(
    page: SpecialityPage, browser_of: BrowserOf
) -> None:
    editor = browser_of("baclesse-editor")
    editor.logout()
    answer = editor.post(edit_page(page), page_form(page, title="Trop tard"))
    assert answer["location"] == f"/admin/login/?next={edit_page(page)}"
    automatic = editor.post(
        edit_page(page), page_form(page), headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert automatic.status_code == 403


def test_a_script_in_a_field_is_text(page: SpecialityPage, admin: Client) -> None:
    script = "<script>alert(1)</script>"
    admin.post(
        edit_page(page),
        page_form(page, title=f"Titre {script}", lead=script) | {"action-publish": "1"},
    )
    page.refresh_from_db()
    for browser, path in ((Client(), page.get_url()), (admin, edit_page(page)), (admin, "/admin/")):
        shown = browser.get(path).content.decode()
        assert "Titre" in shown
        assert script not in shown


def test_a_page_that_moves_takes_those_below_and_their_links_along(
    page: SpecialityPage, admin: Client
) -> None:
    parent = page.get_parent()
    linking = SpecialityPageFactory(
        parent=parent,
        locale=page.locale,
        in_short=f'<p><a linktype="page" id="{page.pk}">la page</a></p>',
    )
    other = CentrePage.objects.get(centre__key="henri-becquerel", locale=page.locale)
    answer = admin.post(
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]), follow=True
    )
    assert answer.status_code == 200
    moved = SpecialityPage.objects.get(pk=page.pk)
    assert moved.get_parent().pk == other.pk
    assert moved.get_url() == f"{other.get_url()}{page.slug}/"
    assert Client().get(moved.get_url()).status_code == 200
    assert f'href="{moved.get_url()}"' in Client().get(linking.get_url()).content.decode()


def test_a_photograph_of_thirty_megapixels_is_taken_and_shown_smaller(
    admin: Client, editor: AbstractUser
) -> None:
    out = BytesIO()
    Image.new("RGB", (6708, 4472), "red").save(out, "JPEG", quality=30)
    admin.post(
        "/admin/images/add/",
        {
            "title": "Trente mégapixels",
            "file": upload(out.getvalue()),
            "alt_fr": "Un mur rouge",
            "alt_en": "A red wall",
            "credit": "Camille Exemple",
            "collection": "1",
        },
    )
    image = CustomImage.objects.get(title="Trente mégapixels")
    assert image.get_rendition("width-800|format-jpeg").width == 800
