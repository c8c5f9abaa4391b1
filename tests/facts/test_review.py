"""The reviewer's list: what waits, "still true" in one click, mails, and facts that can't be deleted."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.core.management import call_command
from django.test import Client
from wagtail.users.models import UserProfile

from pages.facts.changes import facts_changed, note_changes
from pages.facts.clocks import next_review
from pages.facts.digest import send_digests
from pages.facts.models import Fact
from pages.facts.states import Clock, Mark, State, state_on
from pages.models import StandardPage

from ..factories import FactFactory, StandardPageFactory, SuperuserFactory

DAY = date(2027, 6, 14)  # a Monday
NOON = datetime(2027, 6, 14, 12, tzinfo=ZoneInfo("Europe/Paris"))
DAYS = [None, date(2027, 6, 13), DAY, date(2027, 6, 15), date(2027, 8, 13), date(2027, 8, 14)]


@pytest.fixture
def monday() -> Iterator[None]:
    """It is that Monday; whoever signs in does so on that day."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.django_db
@pytest.mark.both
def test_the_database_and_the_pure_function_give_the_same_states() -> None:
    """The list is filtered in SQL: it must never disagree with what pages show."""
    facts = [
        FactFactory(mark=mark, ends_on=ends_on, review_by=review_by, sources=0)
        for mark, ends_on, review_by in product(Mark, DAYS, DAYS)
    ]
    found = dict(Fact.objects.with_state(DAY).values_list("pk", "state_now"))
    for fact in facts:
        assert found[fact.pk] == state_on(Clock(fact.mark, fact.ends_on, fact.review_by), DAY)


@pytest.mark.parametrize(
    ("kind", "checked", "ends_on", "due"),
    [
        ("appointment", date(2026, 11, 24), None, date(2027, 5, 24)),
        ("figure", date(2026, 11, 24), None, date(2027, 11, 24)),
        ("access", date(2026, 11, 30), None, date(2027, 2, 28)),
        ("history", date(2024, 2, 29), None, date(2029, 2, 28)),
        ("accreditation", date(2026, 11, 24), date(2027, 1, 31), date(2027, 1, 31)),
        ("accreditation", date(2026, 11, 24), date(2026, 8, 31), date(2027, 11, 24)),
    ],
)
def test_each_kind_has_its_clock(kind: str, checked: date, ends_on: date | None, due: date) -> None:
    assert next_review(kind, checked, ends_on) == due


def test_the_list_shows_what_waits_and_filters_it(monday: None, admin: Client) -> None:
    overdue = FactFactory(key="T-OVERDUE", review_by=date(2027, 6, 1))
    calm = FactFactory(key="T-CALM", review_by=date(2028, 6, 1))
    page = admin.get("/admin/facts/review/?state_now=overdue").content.decode()
    assert overdue.key in page
    assert calm.key not in page
    filtered = admin.get("/admin/facts/review/?state_now=disputed").content.decode()
    assert overdue.key not in filtered
    assert "E16-staff" in filtered


def test_the_list_is_exported_with_its_filter(monday: None, admin: Client) -> None:
    FactFactory(key="T-OVERDUE", review_by=date(2027, 6, 1))
    answer = admin.get("/admin/facts/review/?state_now=overdue&export=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert any(row.startswith("T-OVERDUE,") for row in rows)
    assert not any(row.startswith("E16-staff,") for row in rows)
    book = admin.get("/admin/facts/review/?export=xlsx")
    assert b"".join(book.streaming_content)[:2] == b"PK"


def test_the_export_is_in_the_user_s_language(
    monday: None, admin: Client, editor: AbstractUser
) -> None:
    FactFactory(key="T-OVERDUE", review_by=date(2027, 6, 1))
    UserProfile.objects.create(user=editor, preferred_language="en")
    answer = admin.get("/admin/facts/review/?state_now=overdue&export=csv")
    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert table.startswith("Key,State,")
    assert "T-OVERDUE,to be checked again," in table


def test_still_true_is_a_new_revision_and_overwrites_no_draft(monday: None, admin: Client) -> None:
    fact = FactFactory(key="T-DUE", kind="figure", review_by=date(2027, 6, 1))
    fact.save_revision().publish()
    fact.wording_fr = "Un brouillon qui attend {value}."
    fact.save_revision()
    before = fact.revisions.count()
    admin.post(f"/admin/facts/{fact.pk}/still-true/", {"next": "/admin/facts/review/"})
    fact = Fact.objects.get(pk=fact.pk)
    assert (fact.verified_on, fact.review_by) == (DAY, date(2028, 6, 14))
    assert fact.wording_fr == "Le centre de test reçoit {value} personnes."
    assert fact.revisions.count() == before + 1
    assert fact.revisions.filter(content__wording_fr="Un brouillon qui attend {value}.").exists()


def test_still_true_never_leads_off_the_site(admin: Client) -> None:
    fact = FactFactory()
    fact.save_revision().publish()
    answer = admin.post(f"/admin/facts/{fact.pk}/still-true/", {"next": "https://evil.example/"})
    assert answer.headers["Location"] == "/admin/facts/review/"


def test_the_dashboard_counts_what_waits(monday: None, admin: Client) -> None:
    FactFactory(review_by=date(2027, 6, 1))
    page = admin.get("/admin/").content.decode()
    assert "/admin/facts/review/?state_now=overdue" in page


# Mails


@pytest.fixture
def in_charge(db: None) -> AbstractUser:
    user = SuperuserFactory(email="resp@example.org")
    UserProfile.objects.create(user=user, preferred_language="fr")
    FactFactory(key="T-MINE", owner=user, review_by=date(2027, 6, 1))
    FactFactory(key="T-LATER", owner=user, review_by=date(2028, 6, 1))
    FactFactory(key="T-OTHERS", review_by=date(2027, 6, 1))
    return user


def test_those_in_charge_get_one_mail_on_mondays_in_their_language(
    in_charge: AbstractUser,
) -> None:
    with time_machine.travel(NOON, tick=False):
        assert send_digests(DAY) == 1
        assert send_digests(DAY) == 0
    (message,) = mail.outbox
    assert message.to == ["resp@example.org"]
    assert "T-MINE" in message.body
    assert "T-LATER" not in message.body
    assert "T-OTHERS" not in message.body
    assert "Vous êtes responsable" in message.body
    assert "1er" in message.body


def test_no_mail_on_other_days(in_charge: AbstractUser) -> None:
    assert send_digests(date(2027, 6, 15)) == 0
    assert not mail.outbox


# A day goes by


def test_facts_that_change_state_overnight_name_their_pages(french_home: StandardPage) -> None:
    fact = FactFactory(review_by=date(2027, 6, 14))
    page = StandardPageFactory(
        parent=french_home, in_short=f'<p><embed embedtype="fact" id="{fact.pk}"/></p>'
    )
    page.save_revision().publish()
    note_changes(date(2027, 6, 14))
    seen: list[tuple[set[int], set[int]]] = []

    def listen(facts: list[Fact], page_ids: set[int], **kwargs: object) -> None:
        seen.append(({item.pk for item in facts}, page_ids))

    facts_changed.connect(listen)
    try:
        note_changes(date(2027, 6, 15))
        note_changes(date(2027, 6, 15))
    finally:
        facts_changed.disconnect(listen)
    (facts, pages), *again = seen
    assert not again
    assert fact.pk in facts
    assert page.pk in pages
    assert Fact.objects.get(pk=fact.pk).known_state == State.OVERDUE


def test_what_is_due_runs_as_one_command(db: None) -> None:
    with time_machine.travel(NOON, tick=False):
        call_command("run_due", verbosity=0)
        call_command("run_due", verbosity=0)
    assert not Fact.objects.filter(known_state="").exists()


# Retiring


@pytest.mark.both
def test_a_fact_in_use_is_not_deleted_but_retired(admin: Client) -> None:
    fact = Fact.objects.get(key="S020")
    answer = admin.post(f"/admin/snippets/pages/fact/delete/{fact.pk}/", follow=True)
    assert Fact.objects.filter(pk=fact.pk).exists()
    assert "sa suppression est impossible" in answer.content.decode()
    admin.post(f"/admin/snippets/pages/fact/unpublish/{fact.pk}/")
    assert not Fact.objects.get(pk=fact.pk).live
    wording = fact.wording_on(DAY, "fr")
    page = Client().get("/centres/francois-baclesse/protontherapie/").content.decode()
    assert wording not in page


def test_a_fact_that_nothing_uses_can_be_deleted(admin: Client) -> None:
    fact = FactFactory(sources=0)
    admin.post(f"/admin/snippets/pages/fact/delete/{fact.pk}/")
    assert not Fact.objects.filter(pk=fact.pk).exists()


def test_a_source_in_use_is_not_deleted(admin: Client) -> None:
    fact = FactFactory(sources=1)
    source = fact.fact_sources.get().source
    admin.post(f"/admin/snippets/pages/source/delete/{source.pk}/")
    source.refresh_from_db()
