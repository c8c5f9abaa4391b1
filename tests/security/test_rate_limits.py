"""Whoever asks too often waits a minute; nobody else does, and nothing says who it was."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from normandy_centres import errors
from pages.feedback.counting import forget_before
from pages.feedback.models import DayTally

from ..conftest import CONTENT_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.both]

LIMIT = 3
SEARCH = {"fr": "/rechercher/?q=ca", "en": "/en/search/?q=ca"}
TOO_OFTEN = {"fr": "C’était beaucoup d’un coup", "en": "That was a lot at once"}


@pytest.fixture(autouse=True)
def limited(settings: Settings, tmp_path: Path) -> Iterator[time_machine.Traveller]:
    """Few are allowed, processes tell each other of every second one, and time stands still."""
    settings.RATE_LIMITS = dict.fromkeys(("search", "api", "oembed"), LIMIT)
    with (
        mock.patch("normandy_centres.rate_limits.STEP", 2),
        mock.patch.object(errors, "PAGES_DIR", tmp_path),
        time_machine.travel(CONTENT_DAY + timedelta(seconds=15), tick=False) as traveller,
    ):
        yield traveller


def statuses(client: Client, path: str, times: int, address: str = "192.0.2.1") -> list[int]:
    return [client.get(path, REMOTE_ADDR=address).status_code for _ in range(times)]


@pytest.mark.parametrize("language", SEARCH)
def test_who_asks_too_often_is_told_to_wait(language: str, limited: time_machine.Traveller) -> None:
    client, path = Client(), SEARCH[language]
    assert statuses(client, path, LIMIT) == [200] * LIMIT
    answer = client.get(path, REMOTE_ADDR="192.0.2.1")
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "45")
    assert f'<html lang="{language}">' in text
    assert TOO_OFTEN[language] in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    # Somebody else isn't, nor is who reads on.
    assert statuses(client, path, 1, "198.51.100.7") == [200]
    assert statuses(client, "/robots.txt", LIMIT * 2) == [200] * LIMIT * 2
    limited.shift(45)
    assert statuses(client, path, 1) == [200]


def test_programs_are_told_in_their_way() -> None:
    client = Client()
    assert statuses(client, "/api/v1/centres", LIMIT) == [200] * LIMIT
    answer = client.get("/api/v1/centres", REMOTE_ADDR="192.0.2.1")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "45")
    assert answer.json()["status"] == 429
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_processes_count_together() -> None:
    first, second = Client(), Client()
    assert statuses(first, SEARCH["fr"], LIMIT) == [200] * LIMIT
    assert statuses(second, SEARCH["fr"], LIMIT) == [200, 429, 429]


def test_behind_a_proxy_and_a_page_store_each_reader_counts_alone(
    settings: Settings, tmp_path: Path
) -> None:
    settings.BEHIND_PROXY = True
    settings.PAGE_STORE_DIR = tmp_path / "pages"
    client = Client()
    for reader in ("192.0.2.1", "192.0.2.2"):
        headers = {"x-forwarded-for": f"10.0.0.1, {reader}", "host": "localhost"}
        found = [client.get(SEARCH["fr"], headers=headers).status_code for _ in range(LIMIT + 1)]
        assert found == [200] * LIMIT + [429]


def test_nothing_is_kept_that_says_who_asked() -> None:
    statuses(Client(), SEARCH["fr"], LIMIT)
    (kept,) = DayTally.objects.all()
    assert len(kept.code) == 64
    assert "192.0.2.1" not in str(vars(kept))
    forget_before(kept.day + timedelta(days=1))
    assert not DayTally.objects.exists()


def test_who_asks_little_costs_no_question() -> None:
    statuses(Client(), SEARCH["fr"], 1)
    assert not DayTally.objects.exists()


def test_while_the_database_can_t_count_the_process_does() -> None:
    with mock.patch("normandy_centres.rate_limits.salt_of", side_effect=DatabaseError("gone")):
        assert statuses(Client(), SEARCH["fr"], LIMIT + 1) == [200] * LIMIT + [429]
