"""One run of the checker: which addresses, many hosts at once, each result saved as it comes."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import SimpleQueue
from threading import Event
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from .fetching import Answer, Gates, Manners, Stopped, Visitor
from .models import ExternalLink
from .places import Places

logger = logging.getLogger(__name__)


def user_agent() -> str:
    """Return how the checker introduces itself: the site's name and address."""
    name = settings.WAGTAIL_SITE_NAME.encode("ascii", "ignore").decode()  # a header takes no more
    return f"{name} link checker (+{settings.WAGTAILADMIN_BASE_URL}/)"


def register(places: Places) -> None:
    """Note the addresses that are new, and forget those that stand nowhere any more."""
    known = set(ExternalLink.objects.values_list("url", flat=True))
    used = places.by_url.keys()
    ExternalLink.objects.bulk_create(
        [ExternalLink(url=url) for url in used if url not in known], ignore_conflicts=True
    )
    ExternalLink.objects.filter(url__in=known - used).delete()


def due(older_than: int | None = None, limit: int | None = None) -> list[ExternalLink]:
    """Return the links to check, those not checked for longest first.

    Args:
        older_than: leave out what was checked within so many days.
        limit: at most so many.
    """
    links = ExternalLink.objects.order_by(F("last_checked").asc(nulls_first=True), "url")
    if older_than is not None:
        since = timezone.now() - timedelta(days=older_than)
        links = links.filter(Q(last_checked=None) | Q(last_checked__lt=since))
    return list(links[:limit])


def check(
    links: list[ExternalLink],
    manners: Manners | None = None,
    bar: Callable[[Iterator[Answer | None], int], Iterable[Answer | None]] = lambda it, total: it,
) -> int:
    """Ask all links and save what each answers; return how many were asked.

    Args:
        links: each at most once.
        manners: how to behave.
        bar: shows how far it is.
    """
    by_url = {link.url: link for link in links}
    asked = 0
    for answer in bar(answers(list(by_url), manners or Manners()), len(by_url)):
        if answer:
            by_url[answer.url].note(answer, timezone.now())
            asked += 1
    return asked


def answers(urls: list[str], manners: Manners) -> Iterator[Answer | None]:
    """Yield one answer for each address, in the order in which they come.

    A host's addresses are asked one after the other by one thread, so that a slow or large site keeps no
    other waiting. None stands for an address that wasn't asked.
    """
    by_host: dict[str | None, list[str]] = {}
    for url in urls:
        by_host.setdefault(urlsplit(url).hostname, []).append(url)
    found: SimpleQueue[Answer | None] = SimpleQueue()
    gates, stop, name = Gates(), Event(), user_agent()

    def ask_host(addresses: list[str]) -> None:
        visitor = Visitor(manners, name, gates, stop)
        with visitor.session:
            for url in addresses:
                try:
                    found.put(visitor.visit(url))
                except Stopped:
                    return
                except Exception:  # one address must not keep the run waiting for ever
                    logger.exception("%s could not be checked", url)
                    found.put(None)

    with ThreadPoolExecutor(manners.workers, thread_name_prefix="links") as pool:
        for addresses in sorted(by_host.values(), key=len, reverse=True):
            pool.submit(ask_host, addresses)
        try:
            for _url in urls:
                yield found.get()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)
