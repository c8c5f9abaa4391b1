"""Writing pages ahead of readers: what is public in both languages, and what was ever read."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from centres.models import Centre, Site
from pages.facts.models import Fact

from .answers import is_valid
from .keys import Key, normal_query
from .rendering import render
from .storage import FACTS, Store, read_facts

#: Views that are there once in each language, and those of each centre.
VIEWS = ("search", "a-to-z", "sources", "kept", "open-data", "news-feed", "awards-feed")
OF_CENTRES = ("centre-news-feed", "centre-awards-feed")


class Progress(Protocol):
    """What shows how far something is (tqdm)."""

    def __call__(self, items: Iterable[str]) -> Iterable[str]: ...


@dataclass
class Warmed:
    """What was done: how many addresses were written anew, and how many there are."""

    written: int = 0
    total: int = 0


def public_addresses() -> Iterator[str]:
    """Give the path of everything that readers may find: five queries, whatever there is."""
    yield reverse("sitemap")
    for page in Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path"):
        if parts := page.get_url_parts():
            yield parts[2]
    facts = list(Fact.objects.published().values_list("key", flat=True))
    centres = list(Centre.objects.values_list("key", flat=True))
    sites = [site.key for site in Site.objects.select_related("centre")]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from [reverse(name) for name in VIEWS]
            yield from [reverse(name, args=[key]) for name in OF_CENTRES for key in centres]
            yield from [reverse("sheet", args=[key]) for key in sites]
            yield from [reverse("fact", args=[key]) for key in facts]


def read_addresses(pages: Store, host: str) -> Iterator[str]:
    """Give the address of everything that was ever stored for a host, filters included."""
    for found in (pages.latest / host).rglob(FACTS):
        if facts := read_facts(found.parent):
            yield facts.address


def warm(pages: Store, progress: Progress, seconds: float | None = None) -> Warmed:
    """Write what isn't stored in the present generation, or no longer holds.

    What was read once and isn't public any more is asked for too: its copies go with the answer.

    Args:
        progress: shows how far it is.
        seconds: after which it ends; the next call goes on.
    """
    host = urlsplit(settings.SITE_URL).netloc
    addresses = dict.fromkeys([*public_addresses(), *read_addresses(pages, host)])
    deadline = time.monotonic() + seconds if seconds is not None else None
    done = Warmed(total=len(addresses))
    for address in progress(addresses):
        if deadline is not None and time.monotonic() > deadline:
            break
        path, _mark, query = address.partition("?")
        page = pages.read(pages.current(), Key(host, path, normal_query(query)))
        if page is None or not is_valid(page):
            render(address)
            done.written += 1
    return done


def silent(items: Iterable[Any]) -> Iterable[Any]:
    """Show nothing."""
    return items
