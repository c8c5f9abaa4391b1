"""A store in a folder of its own, and changes that are over when a test says so."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from normandy_centres.page_store import keys
from normandy_centres.page_store.generations import Announcement
from normandy_centres.page_store.storage import Store, store

HTML = {"Accept-Encoding": "identity"}
Committing = Callable[[], AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def pages(settings: Any, tmp_path: Path) -> Iterator[Store]:
    """The store, switched on."""
    settings.PAGE_STORE_DIR = tmp_path / "pages"
    keys.stored_hosts.cache_clear()
    found = store()
    assert found is not None
    yield found
    keys.stored_hosts.cache_clear()


@pytest.fixture
def reader(db: None) -> Client:
    """A browser: it names its host as browsers do."""
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Committing:
    """What is done inside is committed at its end, as far as anybody is told."""

    @contextmanager
    def commit() -> Iterator[None]:
        for waiting in connection.run_on_commit:
            if isinstance(waiting[1], Announcement):
                waiting[
                    1
                ].made = True  # what was done before is never committed: it announces nothing
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return commit


def how(response: HttpResponse) -> str:
    """Return how an answer came about: "hit", "fwd=miss", or "" where the store had no part in it."""
    return response.headers.get("Cache-Status", "").removeprefix("page-store; ")
