"""Medical review, then publication: a page on its way, each step by the right people only."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.test import Client
from wagtail.models import Page

from centres.models import CentrePage, SpecialityPage
from pages.models import StandardPage

from ..factories import SpecialityPageFactory, StandardPageFactory
from .sending import BrowserOf, act, edit_page, page_form

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def page(said: list[str]) -> SpecialityPage:
    """A page of Baclesse's in French, online."""
    parent = CentrePage.objects.get(centre__key="francois-baclesse", locale__language_code="fr")
    page = SpecialityPageFactory(parent=parent, locale=parent.locale, title="Un titre de test")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def title(page: Page) -> str:
    return Page.objects.get(pk=page.pk).title


class TestPage:
    def test_from_the_editor_to_the_readers(
        self, page: SpecialityPage, browser_of: BrowserOf, client: Client
    ) -> None:
        editor = browser_of("baclesse-editor")
        shown = editor.get(edit_page(page)).content.decode()
        assert "Relecture médicale puis publication (Baclesse)" in shown
        sent = page_form(page, title="Un titre relu") | {"action-submit": "1"}
        assert editor.post(edit_page(page), sent).status_code == 302
        assert title(page) == "Un titre de test"

        for other in ("becquerel-medical-reviewer", "baclesse-publisher", "baclesse-editor"):
            assert not act(browser_of(other), page, "approve"), other
        assert act(browser_of("baclesse-medical-reviewer"), page, "approve")
        assert title(page) == "Un titre de test"  # reviewed is not yet online

        for other in ("becquerel-publisher", "baclesse-medical-reviewer"):
            assert not act(browser_of(other), page, "approve"), other
        assert act(browser_of("baclesse-publisher"), page, "approve")
        assert title(page) == "Un titre relu"
        assert "Un titre relu" in client.get(page.get_url()).content.decode()

    def test_sent_back_corrected_approved(
        self, page: SpecialityPage, browser_of: BrowserOf
    ) -> None:
        editor, reviewer = browser_of("baclesse-editor"), browser_of("baclesse-medical-reviewer")
        editor.post(edit_page(page), page_form(page, title="Faux") | {"action-submit": "1"})
        mail.outbox.clear()
        assert act(reviewer, page, "reject", "À corriger.")
        (sent_back,) = mail.outbox
        assert sent_back.to == ["baclesse-editor@example.org"]
        assert "À corriger." in sent_back.body
        assert "Edit" not in sent_back.body  # it is in the editor's language
        editor.post(edit_page(page), page_form(page, title="Juste") | {"action-submit": "1"})
        assert act(reviewer, page, "approve")
        assert act(browser_of("baclesse-publisher"), page, "approve")
        assert title(page) == "Juste"

    def test_mails_go_to_whose_turn_it_is(
        self, page: SpecialityPage, browser_of: BrowserOf
    ) -> None:
        mail.outbox.clear()
        sent = page_form(page) | {"action-submit": "1"}
        browser_of("baclesse-editor").post(edit_page(page), sent)
        assert [message.to for message in mail.outbox] == [
            ["baclesse-medical-reviewer@example.org"]
        ]
        mail.outbox.clear()
        act(browser_of("baclesse-medical-reviewer"), page, "approve")
        assert ["baclesse-publisher@example.org"] in [message.to for message in mail.outbox]

    def test_editor_cannot_publish(self, page: SpecialityPage, browser_of: BrowserOf) -> None:
        sent = page_form(page, title="En douce") | {"action-publish": "1"}
        browser_of("baclesse-editor").post(edit_page(page), sent)
        assert title(page) == "Un titre de test"

    def test_nobody_edits_while_it_is_reviewed(
        self, page: SpecialityPage, browser_of: BrowserOf
    ) -> None:
        editor = browser_of("baclesse-editor")
        editor.post(edit_page(page), page_form(page, title="Envoyé") | {"action-submit": "1"})
        editor.post(edit_page(page), page_form(page, title="Après coup"))
        stored = SpecialityPage.objects.get(pk=page.pk)
        assert stored.get_latest_revision_as_object().title == "Envoyé"

    @pytest.mark.parametrize("centre", ["baclesse", "becquerel"])
    def test_shared_page_takes_either_centre(
        self,
        centre: str,
        said: list[str],
        french_home: Page,
        browser_of: BrowserOf,
        editor: AbstractUser,
    ) -> None:
        parent = StandardPage.objects.child_of(french_home).first()
        page = StandardPageFactory(parent=parent, locale=french_home.locale)
        page.save_revision()
        page.get_workflow().start(page, editor)
        assert act(browser_of(f"{centre}-medical-reviewer"), page, "approve")
        assert act(browser_of(f"{centre}-publisher"), page, "approve")
        assert page.current_workflow_state is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("key", "name"), [("francois-baclesse", "Baclesse"), ("henri-becquerel", "Becquerel")]
)
def test_workflow_of_each_tree(key: str, name: str, language: str, said: list[str]) -> None:
    centre = CentrePage.objects.get(centre__key=key, locale__language_code=language)
    for page in [centre, *centre.get_children()]:
        assert page.get_workflow().name == f"Relecture médicale puis publication ({name})"
    index = centre.get_parent()
    for page in [index, index.get_parent()]:
        assert page.get_workflow().name == "Relecture médicale puis publication (commun)"
