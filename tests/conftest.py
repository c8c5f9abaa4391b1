"""What all tests share: a database that holds the site's real content, its pages, a clean start."""

import gc
from collections.abc import Iterator
from datetime import datetime
from functools import cache as cached
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from wagtail.models import Page, Site
from xdist.scheduler import LoadScopeScheduling

from normandy_centres import catalogues

from . import database
from .crawl import Crawl, crawl_site
from .factories import SuperuserFactory
from .sign_in import with_both_factors

TESTS = Path(__file__).parent
#: The day on which the content was written: what tests see of it doesn't depend on today.
CONTENT_DAY = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))


def pytest_configure(config: pytest.Config) -> None:
    # Tests take static files from where they lie; nothing has been collected.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")
    if not hasattr(config, "workerinput"):
        catalogues.compile_stale()  # once, before the workers start


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run on SQLite only what PostgreSQL could not change: it asks no database, or is marked so.

    A page of each type is looked at on both, the whole walk through the site is not. What only several
    machines do needs PostgreSQL.
    """
    config.hook.pytest_deselected(items=[item for item in items if not _belongs_here(item)])
    items[:] = [item for item in items if _belongs_here(item)]


def pytest_collection_finish() -> None:
    # What was imported stays to the end: nobody needs to look through it for garbage again and again.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Show what tests of the drill counted: of one that passes, what it printed would be kept from sight."""
    for report in terminalreporter.getreports(""):  # how a test was set up, and how it was ended
        if report.when == "teardown" and "drill" in report.keywords and report.capstdout.strip():
            name = report.nodeid.rpartition("::")[2]
            terminalreporter.write_line(f"{name}: {' '.join(report.capstdout.split())}")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return SharedOut(config, log)


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


class SharedOut(LoadScopeScheduling):
    """Shares the tests out between the workers so that little is prepared twice.

    A module or class stays together, as does all that looks at the crawled site, and all that
    shares a server and a browser.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.split("::")[0]
        if module in _crawl_modules():
            return "crawl"
        if module.startswith("tests/browser/"):
            return "browser"
        return super()._split_scope(nodeid)


@cached
def _crawl_modules() -> set[str]:
    modules = TESTS.rglob("test_*.py")
    return {
        module.relative_to(TESTS.parent).as_posix()
        for module in modules
        if "crawl: Crawl" in module.read_text()
    }


def _belongs_here(item: pytest.Item) -> bool:
    if connection.vendor == "postgresql":
        return _depends_on_database(item)
    return item.get_closest_marker("postgresql") is None


def _depends_on_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("once") or "crawl" in fixtures:
        return False
    return bool(item.get_closest_marker("django_db")) or "db" in fixtures


@pytest.fixture(scope="session", autouse=True)
def _both_factors() -> Iterator[None]:
    """Whoever a test signs in has shown both factors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", with_both_factors)
        yield


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
def _crawled(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Crawl:
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, time_machine.travel(CONTENT_DAY, tick=False):
        return crawl_site()


@pytest.fixture
def crawl(db: None, _crawled: Crawl) -> Crawl:
    """Every public page of the site as a reader gets it, both languages, on the content's day.

    It walks on SQLite only: what another database could change, it changes in each page of a kind alike.
    """
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
