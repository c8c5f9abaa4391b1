"""The report: who sees which page's answers, what the filters leave, and what waits on arrival."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission

from centres.models import CentrePage
from pages.feedback.report import count_pages_with_new_noes, new_noes_url
from pages.models import PageAnswers, StandardPage

from ..factories import StandardPageFactory
from ..page_types import one_of

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/answers/"


@pytest.fixture
def baclesse(db: None) -> CentrePage:
    return CentrePage.objects.get(slug="francois-baclesse", locale__language_code="fr")


@pytest.fixture
def becquerel(db: None) -> CentrePage:
    return CentrePage.objects.get(slug="henri-becquerel", locale__language_code="fr")


@pytest.fixture
def somebody(baclesse: CentrePage) -> AbstractUser:
    """Somebody who may edit the pages of one centre, in French."""
    group = Group.objects.create(name="Une équipe")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=baclesse, permission=right)
    user = get_user_model().objects.create_user(username="camille", email="c@example.org")
    user.groups.add(group)
    return user


def browser(user: AbstractUser) -> Client:
    client = Client(headers={"accept-language": "fr"})
    client.force_login(user)
    return client


def answers(page: Any, month: int = 11, **counts: Any) -> PageAnswers:
    return PageAnswers.objects.create(page_id=page.pk, month=date(2026, month, 1), **counts)


def tables(client: Client, query: str = "") -> list[list[list[str]]]:
    """Return the rows of each table of the report, as words: by month, by reason, by page."""
    response = client.get(f"{REPORT}{query}")
    assert response.status_code == 200
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    return [
        [
            [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])]
            for row in table.select("tbody tr")
        ]
        for table in soup.select("#listing-results table")
    ]


def titles(client: Client, query: str = "") -> list[str]:
    found = tables(client, query)
    return [row[0] for row in found[-1]] if found else []


def test_the_centre_s_people_see_their_own_pages_only(
    somebody: AbstractUser, admin: Client, baclesse: CentrePage, becquerel: CentrePage
) -> None:
    for page in (baclesse, becquerel):
        answers(page, yes=3, wrong=1)
    assert titles(browser(somebody)) == [baclesse.title]
    assert sorted(titles(admin)) == sorted([baclesse.title, becquerel.title])


def test_who_may_edit_nothing_sees_no_report(baclesse: CentrePage, client: Client) -> None:
    answers(baclesse, yes=3)
    assert client.get(REPORT).status_code == 302
    user = get_user_model().objects.create_user(username="sam", email="s@example.org")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    response = browser(user).get(REPORT)
    assert response.status_code == 302
    assert REPORT not in browser(user).get("/admin/").content.decode()


def test_it_adds_up_and_draws_what_is_listed(admin: Client) -> None:
    page, twin = one_of(StandardPage, "fr"), one_of(StandardPage, "en")
    answers(page, 11, yes=6, no=1, hard=1)
    answers(page, 10, yes=1)
    answers(twin, 11, outdated=2)
    months, reasons, listed = tables(admin)
    assert [row[:4] for row in months] == [
        ["novembre 2026", "6", "4", "60 %"],
        ["octobre 2026", "1", "0", "100 %"],
    ]
    assert [row[:2] for row in reasons] == [
        ["Non, sans raison donnée", "1"],
        ["Difficile à comprendre", "1"],
        ["Ce n’est plus à jour", "2"],
        ["Ce n’est pas ce que je cherchais", "0"],
        ["Il y a une erreur", "0"],
    ]
    assert [page.title, "Français", "novembre 2026", "6", "2", "75 %"] in [r[:6] for r in listed]
    english = tables(admin, f"?locale={twin.locale_id}")
    assert [row[:4] for row in english[0]] == [["novembre 2026", "0", "2", "0 %"]]
    widths = [
        str(rect["width"])
        for rect in BeautifulSoup(admin.get(REPORT).content, "html.parser").select("svg > rect")
    ]
    assert widths[:4] == ["120", "80", "20", "0"], "the longest bar is 200 wide"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?month_from=2026-11-20", ["novembre 2026"]),
        ("?month_to=2026-10-31", ["octobre 2026"]),
        ("?reason=wrong", ["octobre 2026"]),
        ("?q=introuvable", []),
        ("?ordering=share", ["octobre 2026", "novembre 2026"]),
        ("?ordering=-share", ["novembre 2026", "octobre 2026"]),
    ],
)
def test_it_is_filtered_and_sorted(admin: Client, query: str, found: list[str]) -> None:
    page = one_of(StandardPage, "fr")
    answers(page, 11, yes=6, hard=1)
    answers(page, 10, yes=1, wrong=1)
    months = [row[2] for row in tables(admin, query)[-1]] if found else titles(admin, query)
    assert months == found


def test_it_is_exported(admin: Client) -> None:
    page = one_of(StandardPage, "fr")
    answers(page, 11, yes=3, hard=1)
    rows = b"".join(admin.get(f"{REPORT}?export=csv").streaming_content).decode().splitlines()
    assert rows[0].lstrip("\ufeff").startswith("Page,Langue,Mois,Oui,Non,")
    assert rows[1] == f"{page.title},fr,2026-11-01,3,1,75,0,1,0,0,0"
    book = admin.get(f"{REPORT}?export=xlsx")
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_it_asks_no_more_for_many_pages(admin: Client) -> None:
    parent = one_of(StandardPage, "fr")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert admin.get(REPORT).status_code == 200
        return len(captured)

    answers(parent, yes=1)
    queries()
    before = queries()
    for _number in range(10):
        answers(StandardPageFactory(parent=parent), yes=1)
    assert queries() == before


def test_what_is_new_is_counted_by_page(
    somebody: AbstractUser, editor: AbstractUser, baclesse: CentrePage, becquerel: CentrePage
) -> None:
    answers(baclesse, 11, hard=1, last_no_on=date(2026, 11, 2))
    answers(baclesse, 12, hard=1, last_no_on=date(2026, 12, 1))
    answers(becquerel, 11, no=1, last_no_on=date(2026, 11, 3))
    old = StandardPageFactory(parent=one_of(StandardPage, "fr"))
    answers(old, 10, no=1, last_no_on=date(2026, 10, 31))
    changed = StandardPageFactory(parent=one_of(StandardPage, "fr"))
    answers(changed, 12, yes=1, last_no_on=date(2026, 12, 1))  # the "no" became a "yes"
    with time_machine.travel(datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("Europe/Paris")), tick=False):
        assert count_pages_with_new_noes(somebody) == 1
        assert count_pages_with_new_noes(editor) == 2
        client = Client(headers={"accept-language": "fr"})
        client.force_login(editor)
        assert {baclesse.title, becquerel.title} <= set(
            titles(client, new_noes_url()[len(REPORT) :])
        )
