"""What all tests share: a database that holds the site's real content, its pages, a clean start."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from wagtail.models import Page, Site

from normandy_centres import catalogues

from . import database
from .crawl import Crawl, crawl_site
from .factories import SuperuserFactory

#: The day on which the content was written: what tests see of it doesn't depend on today.
CONTENT_DAY = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))


def pytest_configure(config: pytest.Config) -> None:
    # Tests take static files from where they lie; nothing has been collected.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
    if not hasattr(config, "workerinput"):
        catalogues.compile_stale()  # once, before the workers start


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Share the tests out so that little is prepared twice.

    A module or class stays together, and all that look at the crawled site, which takes long to
    crawl. What asks no database runs on SQLite only: PostgreSQL could not change it.
    """
    if connection.vendor == "postgresql":
        idle = [item for item in items if not _needs_database(item)]
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if _needs_database(item)]
    for item in items:
        is_crawl = "crawl" in _fixtures(item)
        scope = "crawl" if is_crawl else item.nodeid.split("[")[0].rpartition("::")[0]
        item.add_marker(pytest.mark.xdist_group(scope))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        database.prepare()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the real content once: each test sees the whole site and leaves it as it was."""
    assert "test" in str(connection.settings_dict["NAME"]) or "memory" in str(
        connection.settings_dict["NAME"]
    ), "This is no test database."
    with django_db_blocker.unblock():
        database.fill()


def _needs_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db")) or "db" in _fixtures(item)


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture(autouse=True)
def _clean_state() -> Iterator[None]:
    """No test inherits the language or the caches of another."""
    translation.deactivate_all()
    cache.clear()
    Site.clear_site_root_paths_cache()
    yield
    translation.deactivate_all()
    cache.clear()
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    """Uploads of one test are seen by no other."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def _crawled(django_db_setup: None, django_db_blocker: Any) -> Crawl:
    with django_db_blocker.unblock(), time_machine.travel(CONTENT_DAY, tick=False):
        return crawl_site()


@pytest.fixture
def crawl(db: None, _crawled: Crawl) -> Crawl:
    """Every public page of the site as a reader gets it, both languages, on the content's day."""
    return _crawled


@pytest.fixture
def french_home(db: None) -> Page:
    return Site.objects.get(is_default_site=True).root_page.specific


@pytest.fixture
def english_home(french_home: Page) -> Page:
    return french_home.get_translations().get(locale__language_code="en").specific


@pytest.fixture
def editor(db: None) -> AbstractUser:
    """Somebody who may do everything in the admin, and reads it in French."""
    return SuperuserFactory()


@pytest.fixture
def admin(editor: AbstractUser) -> Client:
    """A browser in which the editor has signed in."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(editor)
    return client
