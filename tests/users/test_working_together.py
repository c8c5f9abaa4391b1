"""What people who work on the same pages have: mails in their language, comments, locks, schedules."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page
from wagtail.users.models import UserProfile

from centres.models import CentrePage, SpecialityPage
from pages.models import CustomImage
from pages.translation.drafting import translate

from ..factories import SpecialityPageFactory, StandardPageFactory, upload
from .asking import comment
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
    assert comment(browser_of("baclesse-medical-reviewer"), page, "Est-ce encore vrai ?")
    assert (
        "Est-ce encore vrai" in browser_of("baclesse-editor").get(edit_page(page)).content.decode()
    )


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "locks", "unlocks"),
    [
        ("baclesse-editor", True, False),
        ("baclesse-medical-reviewer", True, True),
        ("baclesse-publisher", True, True),
        ("translator", False, False),
        ("administrator", True, True),
    ],
)
@pytest.mark.drill
def test_the_screen_offers_each_role_what_it_may(
    page: SpecialityPage,
    browser_of: BrowserOf,
    editor: AbstractUser,
    role: str,
    locks: bool,
    unlocks: bool,
) -> None:
    """Everybody who edits may comment; who may lock or unlock finds the switch, others a message."""

    def open_form() -> tuple[BeautifulSoup, list[bool]]:
        form = BeautifulSoup(browser_of(role).get(edit_page(page)).content, "html.parser")
        addresses = [
            reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in ("lock", "unlock")
        ]
        found = [form.select(f"[data-w-action-url-value='{address}']") for address in addresses]
        return form, [bool(switches) for switches in found]

    form, switches = open_form()
    assert form.select("[data-side-panel='comments']")
    assert switches == [locks, False]
    SpecialityPage.objects.filter(pk=page.pk).update(
        locked=True, locked_by=editor, locked_at=datetime.now(PARIS)
    )
    form, switches = open_form()
    assert switches == [False, unlocks]
    assert "verrouillée" in form.get_text()


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


@pytest.mark.drill
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


def test_an_open_form_learns_whether_its_editor_is_signed_in(
    page: SpecialityPage, person: Callable[[str], AbstractUser]
) -> None:
    """It asks without leaving; once somebody is signed in again, what it kept can be saved."""
    asking = {"x-requested-with": "XMLHttpRequest"}
    ask = reverse("signed_in")
    again = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert again.get(ask, headers=asking).status_code == 403
    again.force_login(person("baclesse-editor"))
    token = again.get(ask, headers=asking).json()["csrf_token"]
    sent = page_form(page, title="Écrit avant la fin") | {"csrfmiddlewaretoken": token}
    assert again.post(edit_page(page), sent).status_code == 302
    assert page_now(page).get_latest_revision_as_object().title == "Écrit avant la fin"


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


@pytest.mark.once
def test_a_page_that_moves_takes_those_below_and_their_links_along(
    page: SpecialityPage, admin: Client, editor: AbstractUser
) -> None:
    """Told before; then every address, old and new, in both languages, leads to its page."""
    parent = page.get_parent()
    child = StandardPageFactory(parent=page, locale=page.locale, title="Une page en dessous")
    french = [page, child]
    linking = SpecialityPageFactory(
        parent=parent,
        locale=page.locale,
        in_short=f'<p><a linktype="page" id="{page.pk}">la page</a></p>',
    )
    english = [translate(page_now(item), editor) for item in french]
    for draft in english:
        page_now(draft).save_revision().publish()
    old = [(item, page_url(item)) for item in (*french, *english)]
    other = CentrePage.objects.get(centre__key="henri-becquerel", locale=page.locale)
    for going, destination in (
        (page, other),
        (english[0], other.get_translations().get(locale__language_code="en")),
    ):
        question = reverse("wagtailadmin_pages:move_confirm", args=[going.pk, destination.pk])
        told = admin.get(question).content.decode()
        assert child.title in told  # the translation still has the same title
        twin = english[0] if going == page else page
        assert reverse("wagtailadmin_pages:move", args=[twin.pk]) in told
        assert f"{destination.get_url()}{going.slug}/" in told
        assert admin.post(question, follow=True).status_code == 200
    for item, address in old:
        now = page_url(item)
        assert "henri-becquerel" in now
        answer = Client().get(address, follow=True)
        assert (answer.status_code, answer.redirect_chain) == (200, [(now, 301)])
    assert f'href="{page_url(page)}"' in Client().get(linking.get_url()).content.decode()


def page_now(page: Page) -> Page:
    """Return a page as it is stored: another object may have moved it or put pages below it."""
    return Page.objects.get(pk=page.pk).specific


def page_url(page: Page) -> str:
    return page_now(page).get_url()


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
