"""A site to link to, and links to it from this one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from wagtail.models import Page

from pages.links.fetching import Manners
from pages.models import ExternalLink, StandardPage

from ..factories import StandardPageFactory
from .server import OtherSite, other_site

#: As in earnest, but in a hurry.
HASTY = Manners(pause=0.0, connect=1.0, read=0.2, backoff=0.01, longest_wait=2.0)


@pytest.fixture
def site(settings: Any) -> Iterator[OtherSite]:
    """Another site, on this machine: the checker may ask it."""
    settings.LINKS_MAY_BE_LOOPBACK = True
    with other_site() as server:
        yield server


@pytest.fixture
def linking(french_home: Page) -> Callable[..., StandardPage]:
    """Return a function that makes a live page, by default in French, with a link in its rich text."""

    def make(url: str, parent: Page = french_home, **values: Any) -> StandardPage:
        text = f'<p>Voir <a href="{url}">ce site</a>.</p>'
        return StandardPageFactory(parent=parent, in_short=text, **values)

    return make


@pytest.fixture
def broken(linking: Callable[..., StandardPage]) -> ExternalLink:
    """A broken link; the page on which it stands is called "Page au lien cassé"."""
    url = "https://gone.example/page"
    linking(url, title="Page au lien cassé")
    return ExternalLink.objects.create(url=url, status="gone", http_status=404, failures=2)
