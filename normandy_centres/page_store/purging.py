"""Telling a cache in front (FRONTEND_CACHE) what to ask for anew, with Wagtail's own tools.

Wagtail's signal handlers aren't used: they speak before the change is committed, of the page alone, and wait
without a limit. Here it is done once the new generation has begun, for all addresses that show the page, and
never for long.
"""

import logging
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.db import transaction
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    pre_page_move,
)

logger = logging.getLogger(__name__)

#: In seconds: so long an editor's change waits at most, and so long a cache that is down is let be.
LIMIT = 2.0
PAUSE = 60.0
#: What changes an address or what is there. Before a move a page still has its old one, and after it the new.
CHANGES = (page_published, page_unpublished, pre_page_move, post_page_move)
UID = "page_store_purge"
_paused_until = 0.0


class PurgeBackend(BaseBackend):
    """Sends PURGE for each address (Varnish, nginx, Squid) until one fails.

    Args:
        params: LOCATION, the address of the cache; HOSTNAMES, those that it answers for.
    """

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location: str = params["LOCATION"].rstrip("/")

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Iterable[str]) -> None:
        """Purge addresses; a cache that can't be told is one line in the log, and no error."""
        global _paused_until
        deadline = time.monotonic() + LIMIT
        if time.monotonic() < _paused_until:
            return
        with requests.Session() as session:
            session.trust_env = False  # no proxy: the cache is ours
            for url in sorted(urls):
                parts = urlsplit(url)
                rest = max(deadline - time.monotonic(), 0.01)
                try:
                    session.request(
                        "PURGE",
                        f"{self.location}{parts.path}",
                        headers={"Host": parts.netloc},
                        timeout=rest,
                        allow_redirects=False,
                    ).raise_for_status()
                except requests.RequestException as error:
                    _paused_until = time.monotonic() + PAUSE
                    logger.error("The cache in front couldn’t be told of a change: %s", error)
                    return


def connect() -> None:
    """Listen to what is published, moved and taken offline, where a cache is named."""
    if not getattr(settings, "WAGTAILFRONTENDCACHE", None):
        return
    for signal in CHANGES:
        signal.connect(_changed, dispatch_uid=UID)
    page_slug_changed.connect(_renamed, dispatch_uid=UID)


def _changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    _purge(addresses_that_show(instance))


def _renamed(sender: Any, instance: Page, instance_before: Page, **kwargs: Any) -> None:
    _purge(addresses_that_show(instance_before))


def addresses_that_show(page: Page) -> set[str]:
    """Return the addresses of a page, of its translations, which name it, and of those that list them."""
    batch = PurgeBatch()
    translations = list(page.get_translations().filter(live=True))
    for shown in (page, *translations):
        above = shown.get_parent()
        batch.add_pages([shown, *([above] if above and above.depth > 1 else [])])
    return set(batch.urls)


def _purge(urls: set[str]) -> None:
    # After what begins the next generation, which was asked for when the page was saved.
    transaction.on_commit(lambda: PurgeBatch(urls).purge(), robust=True)
