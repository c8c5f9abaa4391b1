"""What whoever watches the site is told: which part fails, and nothing else."""

import os
import time
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client

from normandy_centres import health

pytestmark = pytest.mark.django_db

PARTS = ["database", "migrations", "templates", "media", "page_store", "scheduler"]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_STORE_DIR = tmp_path / "pages"
    health.note_run()


def ask(client: Client, name: str = "ready", status: int = 200) -> Any:
    response: HttpResponse = client.get(f"/health/{name}")
    assert response.status_code == status
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert "Cache-Status" not in response.headers  # the store has no part in it
    return response.json()  # type: ignore[attr-defined]


def test_all_is_well(client: Client) -> None:
    assert ask(client, "live") == {"status": "live"}
    assert ask(client) == {"status": "ready", "parts": dict.fromkeys(PARTS, "ok")}


def test_without_a_database_it_says_so_and_why_is_nobody_s_business(client: Client) -> None:
    secret = OperationalError("connection to db.internal as admin failed")
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=secret):
        assert ask(client, "live") == {"status": "live"}
        told = ask(client, status=503)
    assert told["status"] == "not ready"
    assert told["parts"] == dict.fromkeys(PARTS, "ok") | {
        "database": "failed",
        "migrations": "unknown",
    }
    with mock.patch.object(health.watch, "down", True):
        assert ask(client, status=503)["parts"]["database"] == "failed"


@pytest.mark.parametrize("broken", ["is_migrated", "templates_render"])
def test_what_keeps_pages_from_being_written(
    client: Client, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_migrated_database", "")
    monkeypatch.setattr(health, broken, lambda: False)
    states = ask(client, status=503)["parts"]
    assert list(states.values()).count("failed") == 1


def test_what_readers_don_t_miss_is_named_all_the_same(client: Client, settings: Any) -> None:
    for name in ("MEDIA_ROOT", "PAGE_STORE_DIR"):
        taken = settings.VAR_DIR / f"{name} is a file"
        taken.touch()
        setattr(settings, name, taken)
    hour_ago = time.time() - 3600
    os.utime(settings.VAR_DIR / "run_due.done", (hour_ago, hour_ago))
    told = ask(client)
    assert told["status"] == "degraded"
    assert told["parts"] == dict.fromkeys(PARTS, "ok") | {
        "media": "failed",
        "page_store": "failed",
        "scheduler": "late",
    }


def test_the_minute_s_work_notes_that_it_was_done(settings: Any) -> None:
    (settings.VAR_DIR / "run_due.done").unlink()
    assert health.seconds_since_run() is None
    with mock.patch("normandy_centres.management.commands.run_due.call_command"):
        call_command("run_due")
    age = health.seconds_since_run()
    assert age is not None
    assert age < 60
