"""With the database down every page ever read answers, and every other address says what it can."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import InterfaceError, OperationalError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from normandy_centres import errors
from normandy_centres.page_store.storage import Store
from normandy_centres.page_store.upkeep import keep_up
from normandy_centres.page_store.watching import watch
from pages.facts.models import Fact
from pages.models import StandardPage
from pages.permanent.ids import id_of

from ..factories import FactFactory, StandardPageFactory
from ..page_types import one_of
from .conftest import Committing, how

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = datetime.fromisoformat("2026-11-24T12:00:00+01:00")
SAID = [("/", "telle qu’elle était le 24 novembre 2026"), ("/en/", "as it was on 24 November 2026")]


@pytest.fixture(autouse=True)
def _error_pages(tmp_path: Path, db: None) -> Iterator[None]:
    command = "normandy_centres.management.commands.render_error_pages.PAGES_DIR"
    with mock.patch.object(errors, "PAGES_DIR", tmp_path), mock.patch(command, tmp_path):
        call_command("render_error_pages")
        yield


@pytest.fixture(params=["seen", "unseen"])
def down(request: Any) -> Iterator[Any]:
    """Take the database away when called: as the watch has seen it, or has not yet."""
    patches: list[Any] = []

    def take_away(error: type[Exception] = OperationalError) -> None:
        broken = mock.Mock(side_effect=error("gone"))
        patches.append(mock.patch("django.db.backends.utils.CursorWrapper.execute", broken))
        if request.param == "seen":
            patches.append(mock.patch.object(watch, "down", True))
        for patch in patches:
            patch.start()

    yield take_away
    for patch in patches:
        patch.stop()


def words(response: Any) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize("path", ["/", "/en/"])
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_page_once_read_answers_with_its_age(
    reader: Client, down: Any, path: str, error: type[Exception], committing: Committing
) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        page = reader.get(path)
        with committing():
            one_of(StandardPage, "en").save()  # so that nothing of this generation is stored
        expired = SessionStore()
        expired.set_expiry(60)
        expired.save()
        clock.shift(timedelta(hours=1))
        down(error)
        over = {"cookie": f"sessionid={expired.session_key}"}
        for headers in ({}, over, {"cookie": "sessionid=junk"}, {"accept-encoding": "br"}):
            answer = reader.get(path, headers=headers)
            assert (answer.status_code, how(answer)) == (200, "hit; detail=stale")
            assert answer.headers["Age"] == "3600"
        assert reader.get(path).content == page.content
        assert reader.get(f"{path}?utm_source=x").content == page.content
        assert reader.head(path).headers["Content-Length"] == str(len(page.content))
        assert reader.get(path, headers={"if-none-match": page.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(("path", "said"), SAID)
@pytest.mark.parametrize("down", ["seen"], indirect=True)
def test_beyond_a_limit_a_page_says_its_age(
    reader: Client, down: Any, path: str, said: str
) -> None:
    with time_machine.travel(DAY, tick=False) as clock:
        fresh = reader.get(path)
        down()
        clock.shift(timedelta(hours=5))
        assert said not in words(reader.get(path)).replace("\xa0", " ")
        clock.shift(timedelta(days=2))
        aged = reader.get(path, headers={"accept-encoding": "br"})
        assert said in words(aged).replace("\xa0", " ")
        assert aged.headers["Content-Security-Policy"] == fresh.headers["Content-Security-Policy"]


def expiring(page: Any, moment: datetime) -> None:
    page.expire_at = moment
    page.save_revision().publish()


def going_live(page: Any, moment: datetime) -> None:
    page.go_live_at = moment
    page.save_revision().publish()


def a_fact_expiring(_page: Any, moment: datetime) -> None:
    FactFactory(expire_at=moment)


@pytest.mark.parametrize("scheduled", [expiring, going_live, a_fact_expiring])
@pytest.mark.parametrize("down", ["seen"], indirect=True)
def test_beyond_what_is_scheduled_a_page_says_its_age(
    reader: Client, down: Any, scheduled: Callable[[Any, datetime], None], committing: Committing
) -> None:
    """Nobody can publish or take offline what was to be: what readers get is of before."""
    with time_machine.travel(DAY, tick=False) as clock:
        page = StandardPageFactory(parent=one_of(StandardPage, "fr").get_parent())
        with committing():
            page.save_revision().publish()
        page.refresh_from_db()
        for path, _said in SAID:
            reader.get(path)
        with committing():
            scheduled(page, DAY + timedelta(hours=2))
        for path, _said in SAID:  # what was stored before holds no longer than that, either
            assert how(reader.get(path)) == "fwd=miss"
        down()
        for hour, late in ((1, False), (2, True)):
            clock.move_to(DAY + timedelta(hours=hour))
            for path, said in SAID:
                assert (said in words(reader.get(path)).replace("\xa0", " ")) is late, path


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nulle-part/", 404, "Cette page est introuvable"),
        ("/en/nowhere/", 404, "This page isn’t here"),
        ("/p/zzzzzz", 404, "Cette page est introuvable"),
        ("/rechercher/?q=sein", 503, "+33"),
        ("/en/search/?q=breast", 503, "Something broke on our side"),
        ("/en/sources/", 503, "Something broke on our side"),
        ("/admin/login/", 503, ""),
        ("/api/v1/facts", 503, "status"),
        ("/robots.txt", 200, "Sitemap"),
    ],
)
def test_every_other_address_says_what_it_can(
    reader: Client, down: Any, path: str, status: int, said: str
) -> None:
    keep_up()
    down()
    answer = reader.get(path)
    assert answer.status_code == status
    assert said in answer.content.decode() or said in words(answer)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (answer.headers.get("Retry-After") == "60") is (status == 503)
    if status != 200 and not path.startswith("/api/"):
        soup = BeautifulSoup(answer.content, "html.parser")
        assert soup.html["lang"] == ("en" if path.startswith("/en") else "fr")  # type: ignore[index]
        assert soup.select("a[href^='tel:+332']")


@pytest.mark.parametrize("down", ["seen"], indirect=True)
def test_a_page_published_as_the_database_goes_is_there(
    reader: Client, down: Any, committing: Committing
) -> None:
    """The addresses are written a moment after a publish: until then the copy knows more than they do."""
    keep_up()
    home = one_of(StandardPage, "en").get_parent()
    with committing():
        page = StandardPageFactory(parent=home)
    content = reader.get(page.url).content
    down()
    answer = reader.get(page.url)
    assert (answer.status_code, answer.content) == (200, content)
    assert "Age" in answer.headers


def test_what_is_published_and_was_never_read_says_whom_to_call(reader: Client, down: Any) -> None:
    page = one_of(StandardPage, "en")
    keep_up()
    down()
    assert reader.get(page.url).status_code == 503


def test_past_and_permanent_addresses_lead_on(
    reader: Client, down: Any, committing: Committing
) -> None:
    home = one_of(StandardPage, "en").get_parent()
    moved = StandardPageFactory(parent=home, slug="before", title="It moves")
    gone = StandardPageFactory(parent=home, slug="gone", title="It goes")
    for page in (moved, gone):
        assert reader.get(page.url).status_code == 200
    moved.slug = "after"
    moved.save_revision().publish()
    gone.unpublish()
    Redirect.objects.create(old_path="/en/typed", redirect_link="/en/sources/")
    keep_up()
    down()
    for path, status, target in (
        ("/en/before/", 301, "/en/after/"),
        ("/en/before", 301, "/en/after/"),
        ("/en/typed/", 301, "/en/sources/"),
        (f"/en/p/{id_of(moved.translation_key)}", 302, "/en/after/"),
        (f"/en/p/{id_of(moved.translation_key).upper()}/", 302, "/en/after/"),
    ):
        answer = reader.get(path)
        assert (answer.status_code, answer.headers.get("Location")) == (status, target), path
    for path in ("/en/gone/", f"/en/p/{id_of(gone.translation_key)}"):
        answer = reader.get(path)
        assert answer.status_code == 410
        assert "It goes" in words(answer)


def test_what_was_sent_is_not_said_to_have_arrived(reader: Client, down: Any) -> None:
    down()
    answer = reader.post("/en/feedback/", {"page": 1, "answer": "yes"})
    assert answer.status_code == 503


def test_a_page_that_is_withheld_leaves_no_copy(reader: Client, committing: Committing) -> None:
    fact = Fact.objects.published().first()
    address = f"/en/sources/{fact.key}/"  # type: ignore[union-attr]
    reader.get(address)
    with committing():
        fact.unpublish()  # type: ignore[union-attr]
    assert reader.get(address).status_code == 404
    with mock.patch.object(watch, "down", True):
        assert reader.get(address).status_code == 503


def test_our_own_mistake_shows_the_last_copy(reader: Client, committing: Committing) -> None:
    page = reader.get("/en/").content
    with committing():
        one_of(StandardPage, "en").save()
    with mock.patch("centres.models.HomePage.get_context", side_effect=ZeroDivisionError):
        answer = reader.get("/en/")
    assert (answer.status_code, answer.content) == (200, page)


WATCHING = """
import os, threading
from normandy_centres import wsgi

def looking():
    return sorted(thread.name for thread in threading.enumerate() if "page-store" in thread.name)

before = looking()
if child := os.fork():
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
wsgi.watch.start()  # as with the first request
os._exit(0 if len(before) == 3 and looking() == before else 1)
"""


def test_the_database_is_watched_before_anybody_asks(tmp_path: Path) -> None:
    """Where a web server in front answers, no request may come; and a server may fork when all is loaded."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.page_store.settings", "SITE": "http://localhost"}
    places = {"PAGE_STORE_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/none"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHING],
        cwd=Path(__file__).parents[2],
        env=os.environ | settings | places,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0


def test_addresses_are_written_once_a_generation(pages: Store, reader: Client) -> None:
    keep_up()
    written = (pages.root / "addresses.sqlite3").stat().st_mtime_ns
    keep_up()
    assert (pages.root / "addresses.sqlite3").stat().st_mtime_ns == written
