"""Counts: once for a reader, a page and a day; what tells readers apart is gone the day after."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.test import RequestFactory

from pages.feedback.counting import count
from pages.feedback.guard import reader_address
from pages.feedback.models import Answer, DayAnswer, DaySalt, DayTally
from pages.models import PageAnswers, StandardPage

from .conftest import Send, counted

pytestmark = [pytest.mark.django_db, pytest.mark.both]

Pages = dict[str, StandardPage]
DAY = date(2027, 1, 31)
NEXT = date(2027, 2, 1)
PARIS = ZoneInfo("Europe/Paris")


def test_the_latest_answer_of_a_day_counts(pages: Pages) -> None:
    page = pages["fr"]
    for answer in (Answer.YES, Answer.YES, Answer.NO, Answer.WRONG, Answer.NO):
        count(page, answer, "192.0.2.1", DAY)
    assert counted(page) == {"wrong": 1}, "one more “no” keeps the reason"
    count(page, Answer.YES, "192.0.2.1", DAY)
    assert counted(page) == {"yes": 1}


def test_readers_pages_and_days_count_apart(pages: Pages) -> None:
    count(pages["fr"], Answer.YES, "192.0.2.1", DAY)
    count(pages["fr"], Answer.YES, "192.0.2.2", DAY)
    count(pages["fr"], Answer.YES, "192.0.2.1", NEXT)
    count(pages["en"], Answer.HARD, "192.0.2.1", NEXT)
    assert counted(pages["fr"]) == {"yes": 3}
    assert counted(pages["en"]) == {"hard": 1}
    found = PageAnswers.objects.values_list("page", "month", "yes", "hard", "last_no_on")
    fr, en = pages["fr"].pk, pages["en"].pk
    assert set(found) == {
        (fr, date(2027, 1, 1), 2, 0, None),
        (fr, date(2027, 2, 1), 1, 0, None),
        (en, date(2027, 2, 1), 0, 1, NEXT),
    }


def test_counts_stay_with_a_page_that_is_renamed_and_go_with_it(pages: Pages) -> None:
    page = pages["fr"]
    count(page, Answer.YES, "192.0.2.1", DAY)
    page.title, page.slug = "Un autre nom", "un-autre-nom"
    page.save()
    assert counted(page) == {"yes": 1}
    page.delete()
    assert not PageAnswers.objects.exists()


def test_nothing_kept_names_the_reader(send: Send) -> None:
    send(reader="192.0.2.77")
    for model in (DaySalt, DayTally, DayAnswer, PageAnswers):
        assert "192.0.2.77" not in str(list(model._default_manager.values()))
    assert not {DayTally.objects.get().code} & {DayAnswer.objects.get().code}


def test_the_same_reader_has_another_code_on_another_day(pages: Pages) -> None:
    codes = set()
    for day in (DAY, NEXT):
        count(pages["fr"], Answer.YES, "192.0.2.1", day)
        codes.add(DayTally.objects.get(day=day).code)
    assert len(codes) == 2
    assert [salt.day for salt in DaySalt.objects.all()] == [NEXT], "the first answer forgets"
    assert {item.day for item in [*DayTally.objects.all(), *DayAnswer.objects.all()]} == {NEXT}


def test_the_day_is_forgotten_after_midnight_in_paris_without_any_answer(pages: Pages) -> None:
    count(pages["fr"], Answer.YES, "192.0.2.1", DAY)
    with time_machine.travel(datetime(2027, 1, 31, 23, 59, tzinfo=PARIS), tick=False):
        call_command("forget_readers")
        assert DaySalt.objects.exists()
    with time_machine.travel(datetime(2027, 2, 1, 0, 1, tzinfo=PARIS), tick=False):
        call_command("forget_readers")
    assert not any(model._default_manager.exists() for model in (DaySalt, DayTally, DayAnswer))
    assert counted(pages["fr"]) == {"yes": 1}


@pytest.mark.parametrize(
    ("behind", "forwarded", "remote", "same_as"),
    [
        (False, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (True, "203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (True, "10.0.0.1, 203.0.113.9", "192.0.2.1", "203.0.113.9"),
        (True, "", "192.0.2.1", "192.0.2.1"),
        (False, "", "::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_the_reader_s_address_is_the_one_that_can_be_trusted(
    rf: RequestFactory, settings: object, behind: bool, forwarded: str, remote: str, same_as: str
) -> None:
    settings.BEHIND_PROXY = behind  # type: ignore[attr-defined]
    request = rf.post("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    assert reader_address(request) == same_as


def test_a_subscriber_s_many_addresses_are_one(rf: RequestFactory) -> None:
    first, second, other = (
        reader_address(rf.post("/", REMOTE_ADDR=address))
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )
    assert first == second != other
