"""The admin's home: what waits for whom, what is on its way, and how much it asks of the database."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, Site

from centres.models import CentrePage, SpecialityPage
from pages.dashboard.waiting import waiting_for
from pages.facts.models import Fact
from pages.facts.states import Mark
from pages.models import ExternalLink, PageAnswers

from ..factories import FactFactory, ImageFactory, SpecialityPageFactory
from .sending import BrowserOf, act, edit_page, page_form

pytestmark = pytest.mark.django_db

HOME = "/admin/"
#: Wagtail's own home with its menus asks about half of them.
CEILING = 70


def centre(key: str = "francois-baclesse") -> CentrePage:
    return CentrePage.objects.get(centre__key=key, locale__language_code="fr")


def published(title: str, parent: CentrePage, **values: Any) -> SpecialityPage:
    page = SpecialityPageFactory(parent=parent, locale=parent.locale, title=title, **values)
    page.save_revision().publish()
    return SpecialityPage.objects.get(pk=page.pk)


def send(browser: Client, page: SpecialityPage, **changes: str) -> None:
    browser.post(edit_page(page), page_form(page, **changes) | {"action-submit": "1"})


def panel(browser: Client, name: str) -> dict[str, dict[str, str]]:
    """Return the lines of a panel of the home: what is written, with the addresses it leads to."""
    soup = BeautifulSoup(browser.get(HOME).content, "html.parser")
    found = {}
    for line in soup.select(f"#{name}-section .home-line"):
        head = " ".join(line.h3.get_text(" ", strip=True).split())
        found[head] = {link.get_text(" ", strip=True): link["href"] for link in line("a")}
    return found


@pytest.fixture
def review_by_all(said: list[str], browser_of: BrowserOf) -> SpecialityPage:
    """A page of Baclesse's that its editor sent to the review."""
    page = published("Un soin de test", centre())
    send(browser_of("baclesse-editor"), page, title="Un soin relu")
    return page


class TestReview:
    def test_to_approve_sent_back_and_being_reviewed(
        self, review_by_all: SpecialityPage, browser_of: BrowserOf
    ) -> None:
        page, editor = review_by_all, browser_of("baclesse-editor")
        reviewer, publisher = (
            browser_of("baclesse-medical-reviewer"),
            browser_of("baclesse-publisher"),
        )
        line = panel(reviewer, "waiting")["1 À approuver"]
        assert line["Un soin relu (fr)"] == edit_page(page)
        compared = reviewer.get(line["Voir les changements Un soin relu (fr)"]).content.decode()
        assert re.search(r'class="deletion">\s*de test', compared)
        assert re.search(r'class="addition">\s*relu', compared)
        listed = reviewer.get(line["À approuver"]).content.decode()
        assert "Un soin relu" in listed
        assert "1 En relecture" in panel(editor, "coming")
        home = BeautifulSoup(editor.get(HOME).content, "html.parser")
        (recent,) = home.select("#recent-edits-section")
        assert "Un soin relu" in recent.get_text()
        for other in (publisher, browser_of("becquerel-medical-reviewer")):
            assert not any("approuver" in head for head in panel(other, "waiting"))

        act(reviewer, page, "reject", "Dites quand.")
        line = panel(editor, "waiting")["1 À corriger, renvoyé par la relecture"]
        assert line["Un soin relu (fr)"] == edit_page(page)
        assert "Dites quand." in editor.get(HOME).content.decode()
        assert "1 En relecture" not in panel(editor, "coming")

        send(editor, page, title="Un soin relu")
        act(reviewer, page, "approve")
        assert "1 À approuver" in panel(publisher, "waiting")

    def test_nothing_is_said_twice(
        self, review_by_all: SpecialityPage, browser_of: BrowserOf
    ) -> None:
        soup = BeautifulSoup(
            browser_of("baclesse-medical-reviewer").get(HOME).content, "html.parser"
        )
        assert (
            soup.find("main").get_text().count("Un soin relu (fr)") == 2
        )  # one for screen readers


def test_what_has_aged_counts_for_its_own_staff_with_one_click(
    said: list[str], browser_of: BrowserOf
) -> None:
    page = published(
        "Au lien rompu", centre(), in_short='<p><a href="https://gone.example/">là</a></p>'
    )
    ExternalLink.objects.create(url="https://gone.example/", status="gone", failures=2)
    own = Collection.objects.get(name="Baclesse")
    image = ImageFactory(title="Mur sans texte", alt_en="", collection=own)
    page.picture = image
    page.save_revision().publish()
    PageAnswers.objects.create(
        page=page, month=date(2027, 6, 1), no=1, last_no_on=date(2027, 6, 12)
    )
    FactFactory(key="T-OVERDUE", collection=own, review_by=date(2027, 6, 1))
    with time_machine.travel(datetime(2027, 6, 14, 12, tzinfo=ZoneInfo("Europe/Paris"))):
        own_staff = browser_of("baclesse-editor")
        lines = panel(own_staff, "waiting")
        for head in (
            "1 Liens rompus",
            "1 Images sans texte",
            "1 Pages jugées peu utiles par des lecteurs",
        ):
            (url,) = lines.pop(head).values()
            shown = own_staff.get(url).content.decode()
            assert "Au lien rompu" in shown, head
        (facts,) = [links for head, links in lines.items() if head.endswith("Faits à vérifier")]
        late = own_staff.get(facts["À revérifier"]).content.decode()
        assert "T-OVERDUE" in late
        (behind,) = [links for head, links in lines.items() if head.endswith("Traductions")]
        assert "Au lien rompu" in own_staff.get(behind["Pas traduite"]).content.decode()
        others = panel(browser_of("becquerel-editor"), "waiting")
        assert not any("rompus" in head or "sans texte" in head for head in others)
        assert not any("Traductions" in head for head in others)


def test_who_has_no_work_is_told_so_calmly(said: list[str], browser_of: BrowserOf) -> None:
    Fact.objects.update(mark=Mark.VERIFIED, review_by=None, ends_on=None)
    shown = browser_of("baclesse-medical-reviewer").get(HOME).content.decode()
    assert "Rien ne vous attend." in shown
    assert "Aucune relecture n’est en cours, rien n’est programmé." in shown


def test_what_is_scheduled_is_told_with_day_and_hour(
    said: list[str], browser_of: BrowserOf
) -> None:
    paris = ZoneInfo("Europe/Paris")
    page = published("Bientôt là", centre())
    page.go_live_at = datetime(2099, 3, 1, 9, 5, tzinfo=paris)
    page.save_revision().publish()
    leaving = published("Bientôt partie", centre())
    leaving.expire_at = datetime(2099, 8, 2, 14, 30, tzinfo=paris)
    leaving.save_revision().publish()
    lines = panel(browser_of("baclesse-publisher"), "coming")
    assert lines["1 À publier"] == {"Bientôt là (fr)": edit_page(page)}
    assert lines["1 À retirer du site"] == {"Bientôt partie (fr)": edit_page(leaving)}
    shown = browser_of("baclesse-publisher").get(HOME).content.decode().replace("\xa0", " ")
    assert "1er mars 2099 à 9 h 05" in shown
    assert "2 août 2099 à 14 h 30" in shown
    assert not panel(browser_of("becquerel-publisher"), "coming")


def test_the_home_asks_a_bounded_number_of_questions(
    said: list[str], browser_of: BrowserOf, person: Callable[[str], AbstractUser]
) -> None:
    def asked() -> int:
        browser = browser_of("baclesse-medical-reviewer")
        cache.clear()
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(HOME).status_code == 200
        return len(captured)

    def more(number: int) -> None:
        page = published(f"Soin {number}", centre())
        page.get_workflow().start(page, person("baclesse-editor"))
        due = published(f"Attendu {number}", centre())
        due.expire_at = datetime(2099, 8, 2, tzinfo=ZoneInfo("Europe/Paris"))
        due.save_revision().publish()

    more(0)
    few = asked()
    for number in range(1, 5):
        more(number)
    assert (asked(), few <= CEILING) == (few, True), few
    (line, *_others) = waiting_for(person("baclesse-medical-reviewer"))
    assert line.count == 5
