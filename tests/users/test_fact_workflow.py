"""Medical review, then publication: a fact on its way to every page on which it stands."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Workflow

from centres.models import Centre, CentrePage
from pages.facts.models import Fact
from pages.formats import format_telephone
from pages.models import StandardPage

from ..factories import FactFactory
from .sending import BrowserOf, act, edit_fact, filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEW_NUMBER = "+33231998877"


@pytest.fixture
def fact(said: list[str]) -> Fact:
    """Baclesse's main telephone number, which stands on every page of the centre."""
    telephone = Centre.objects.get(key="francois-baclesse").telephones.first()
    assert telephone is not None
    return telephone.fact


class TestFact:
    @pytest.mark.drill
    def test_one_edit_many_pages(self, fact: Fact, browser_of: BrowserOf, client: Client) -> None:
        """The number changes nowhere while it waits, and everywhere once it is approved."""
        old = {"fr": format_telephone(fact.value, "fr"), "en": format_telephone(fact.value, "en")}
        pages = {
            language: self.pages_with(number, language, client) for language, number in old.items()
        }
        assert all(len(urls) >= 5 for urls in pages.values()), pages

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
        shared = StandardPage.objects.live().filter(locale=centre.locale)[:3]
        urls = [page.get_url() for page in [centre, *centre.get_descendants().live()[:5], *shared]]
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
