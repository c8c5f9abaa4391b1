"""Many people save at the same moment: every save is kept, nobody sees an error."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.models import Revision

from centres.models import SpecialityPage

from ..database import connected_to, copied
from ..factories import SuperuserFactory
from ..users.sending import edit_page, page_form

pytestmark = pytest.mark.drill

#: SQLite has one writer at a time, and is for one's own machine and small teams.
SAVES = {"postgresql": 100, "sqlite": 10}
PATIENCE = 60  # seconds in which everybody must have begun


@pytest.fixture
def db(django_db_setup: None) -> None:
    """The test database is there, in no transaction: the threads could not see into one."""


@pytest.fixture
def copy(db: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """The name of a database that holds what the test database does."""
    with django_db_blocker.unblock(), copied(tmp_path) as name:
        yield name


def in_thread(name: str, work: Callable[[], Any]) -> Any:
    """Do something in a thread that is connected to the copy."""
    with connected_to(name):
        return work()


def test_saves_at_the_same_moment_are_all_kept(copy: str) -> None:
    number = SAVES[connection.vendor]
    together = Barrier(number)

    def prepare() -> tuple[str, list[SpecialityPage]]:
        browser = Client()
        browser.force_login(SuperuserFactory())
        return browser.cookies[settings.SESSION_COOKIE_NAME].value, list(
            SpecialityPage.objects.all()[:5]
        )

    def save(title: str, session: str, page: SpecialityPage) -> int:
        browser = Client(raise_request_exception=False)
        browser.cookies[settings.SESSION_COOKIE_NAME] = session
        sent = page_form(page, title=title)
        together.wait(PATIENCE)
        return browser.post(edit_page(page), sent).status_code

    def stored() -> list[str]:
        found = Revision.objects.filter(content__title__startswith="Ensemble ")
        return [revision.content["title"] for revision in found]

    with ThreadPoolExecutor(number) as people:

        def do(work: Callable[[], Any]) -> Any:
            return people.submit(in_thread, copy, work)

        session, pages = do(prepare).result()
        titles = [f"Ensemble {count}" for count in range(number)]
        saves = [
            do(partial(save, title, session, pages[count % len(pages)]))
            for count, title in enumerate(titles)
        ]
        assert [saved.result() for saved in saves] == [302] * number
        assert sorted(do(stored).result()) == sorted(titles)
