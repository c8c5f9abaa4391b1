"""Medical review, then publication: a page and a fact on their way, each step by the right people only."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page, TaskState, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from centres.models import Centre, CentrePage, SpecialityPage
from pages.facts.models import Fact
from pages.formats import format_telephone
from pages.models import StandardPage

from ..factories import FactFactory, SpecialityPageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

NEW_NUMBER = "+33231998877"
BrowserOf = Callable[[str], Client]


@pytest.fixture
def page(said: list[str]) -> SpecialityPage:
    """A page of Baclesse's in French, online."""
    parent = CentrePage.objects.get(centre__key="francois-baclesse", locale__language_code="fr")
    page = SpecialityPageFactory(parent=parent, locale=parent.locale, title="Un titre de test")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def fact(said: list[str]) -> Fact:
    """Baclesse's main telephone number, which stands on every page of the centre."""
    telephone = Centre.objects.get(key="francois-baclesse").telephones.first()
    assert telephone is not None
    return telephone.fact


# --- What browsers send --------------------------------------------------------------------------


def page_form(page: SpecialityPage, **changes: str) -> dict[str, str]:
    prose = (
        "in_short",
        "where",
        "when",
        "with_whom",
        "what_to_bring",
        "cost",
        "whom_to_call",
        "easy_read",
    )
    values = {
        "title": page.title,
        "slug": page.slug,
        "lead": page.lead,
        "search_description": page.search_description,
        "speciality": page.speciality_id,
        "body": streamfield([]),
        "comments": inline_formset([]),
        **{name: rich_text("") for name in prose},
    }
    return nested_form_data(values | changes)


def filled(response: HttpResponse, **changes: str) -> dict[str, str]:
    """Return what a form that was just opened sends, with changes."""

    def fields(form: Any) -> Iterator[tuple[str, str]]:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                yield field.html_name, value.isoformat() if isinstance(value, date) else str(value)

    form = response.context["form"]
    data = dict(fields(form))
    for formset in form.formsets.values():
        data |= dict(fields(formset.management_form))
        for inner in formset.forms:
            data |= dict(fields(inner))
    return data | changes


def edit_page(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def edit_fact(fact: Fact) -> str:
    return reverse("wagtailsnippets_pages_fact:edit", args=[fact.pk])


def act(browser: Client, thing: Any, action: str, comment: str = "") -> bool:
    """Approve or send back from the dashboard; return whether that was allowed."""
    state = TaskState.objects.get(
        workflow_state=thing.current_workflow_state, status=TaskState.STATUS_IN_PROGRESS
    )
    namespace = "wagtailadmin_pages" if isinstance(thing, Page) else "wagtailsnippets_pages_fact"
    browser.post(
        reverse(f"{namespace}:workflow_action", args=[thing.pk, action, state.pk]),
        {"comment": comment},
    )
    state.refresh_from_db()
    return state.status != TaskState.STATUS_IN_PROGRESS


def title(page: Page) -> str:
    return Page.objects.get(pk=page.pk).title


# --- A page --------------------------------------------------------------------------------------


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


# --- A fact --------------------------------------------------------------------------------------


class TestFact:
    def test_one_edit_many_pages(self, fact: Fact, browser_of: BrowserOf, client: Client) -> None:
        """The number changes nowhere while it waits, and everywhere once it is approved."""
        old = {"fr": format_telephone(fact.value, "fr"), "en": format_telephone(fact.value, "en")}
        pages = {
            language: self.pages_with(number, language, client) for language, number in old.items()
        }
        assert all(len(urls) >= 10 for urls in pages.values()), pages

        editor = browser_of("baclesse-editor")
        opened = editor.get(edit_fact(fact))
        assert "Relecture médicale puis publication (Baclesse)" in opened.content.decode()
        sent = filled(opened, value=NEW_NUMBER) | {"action-submit": "1"}
        assert editor.post(edit_fact(fact), sent).status_code == 302

        assert not act(browser_of("becquerel-medical-reviewer"), fact, "approve")
        assert not act(browser_of("baclesse-publisher"), fact, "approve")
        assert act(browser_of("baclesse-medical-reviewer"), fact, "approve")
        assert Fact.objects.get(pk=fact.pk).value == fact.value
        assert not act(browser_of("becquerel-publisher"), fact, "approve")
        assert act(browser_of("baclesse-publisher"), fact, "approve")
        assert Fact.objects.get(pk=fact.pk).value == NEW_NUMBER

        for language, urls in pages.items():
            for url in urls:
                html = client.get(url).content.decode()
                assert format_telephone(NEW_NUMBER, language) in html, url
                assert old[language] not in html, url

    @staticmethod
    def pages_with(text: str, language: str, client: Client) -> list[str]:
        """Return the addresses of a centre's and some shared pages on which a text stands."""
        centre = CentrePage.objects.get(
            centre__key="francois-baclesse", locale__language_code=language
        )
        shared = StandardPage.objects.live().filter(locale=centre.locale)[:10]
        urls = [page.get_url() for page in [centre, *centre.get_descendants().live(), *shared]]
        return [url for url in urls if text in client.get(url).content.decode()]

    @pytest.mark.parametrize("owner", ["Baclesse", "Becquerel", "Shared"])
    def test_takes_the_workflow_of_its_owner(self, owner: str, said: list[str]) -> None:
        fact = FactFactory(collection=Collection.objects.get(name=owner))
        workflow = fact.get_workflow()
        assert workflow is not None
        name = "commun" if owner == "Shared" else owner
        assert workflow.name == f"Relecture médicale puis publication ({name})"

    def test_new_fact_takes_the_workflow_of_the_chosen_owner(self, browser_of: BrowserOf) -> None:
        browser = browser_of("baclesse-editor")
        where = reverse("wagtailsnippets_pages_fact:add")
        values = {
            "key": "TEST-NEW",
            "kind": "status",
            "mark": "verified",
            "wording_fr": "Une phrase.",
            "wording_en": "A sentence.",
            "collection": str(Collection.objects.get(name="Baclesse").pk),
            "action-submit": "1",
        }
        assert browser.post(where, filled(browser.get(where), **values)).status_code == 302
        fact = Fact.objects.get(key="TEST-NEW")
        state = fact.current_workflow_state
        assert state is not None
        assert state.workflow == Workflow.objects.get(
            name="Relecture médicale puis publication (Baclesse)"
        )
        assert not fact.live

    def test_nobody_moves_a_fact_to_the_other_owner(
        self, said: list[str], browser_of: BrowserOf
    ) -> None:
        fact = FactFactory(collection=Collection.objects.get(name="Baclesse"))
        browser = browser_of("baclesse-publisher")
        becquerel = Collection.objects.get(name="Becquerel")
        sent = filled(browser.get(edit_fact(fact)), collection=str(becquerel.pk))
        browser.post(edit_fact(fact), sent | {"action-publish": "1"})
        fact.refresh_from_db()
        assert fact.collection.name == "Baclesse"

    def test_publisher_of_one_may_not_give_to_the_other(
        self, said: list[str], browser_of: BrowserOf, person: Callable[[str], AbstractUser]
    ) -> None:
        """Who may add for both and publish for one publishes for this one only."""
        user = person("baclesse-publisher")
        user.groups.add(person("becquerel-editor").groups.get())
        fact = FactFactory(collection=Collection.objects.get(name="Baclesse"))
        browser = browser_of("baclesse-publisher")
        becquerel = Collection.objects.get(name="Becquerel")
        sent = filled(browser.get(edit_fact(fact)), collection=str(becquerel.pk))
        refused = browser.post(edit_fact(fact), sent | {"action-publish": "1"})
        assert refused.context["form"].errors["collection"]
        fact.refresh_from_db()
        assert fact.collection.name == "Baclesse"
