"""What all tests share: a database that holds the site's real content, and a reset of the language."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Page, Site

from centres.loading import load
from centres.loading.run import CONTENT
from pages.loading.content import Content


def silent(items: Iterable[Any], label: str) -> Iterable[Any]:
    """A progress bar that shows nothing."""
    return items


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the real content once: each test sees the whole site and leaves it as it was."""
    with django_db_blocker.unblock():
        content = Content.read(CONTENT)
        assert not content.problems, "\n".join(content.problems.found)
        load(content, silent)


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


@pytest.fixture
def french_home(db: None) -> Page:
    return Site.objects.get(is_default_site=True).root_page.specific


@pytest.fixture
def english_home(french_home: Page) -> Page:
    return french_home.get_translations().get(locale__language_code="en").specific
