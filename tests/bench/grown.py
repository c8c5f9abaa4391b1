"""Makes pages and measures the site that has them: milliseconds, where nothing else is said.

What is done in this process counts by the processor's time, so that what else the machine does falls out.
"""

import http.client
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import translation
from wagtail.models import Page

from normandy_centres.page_store import generations, upkeep, warming
from normandy_centres.page_store.address_book import AddressBook
from normandy_centres.page_store.generations import Announcement
from normandy_centres.page_store.keys import Key
from normandy_centres.page_store.storage import Store, store
from pages.models import BasePage, StandardPage
from pages.services.navigation import menus

from ..deploy.nginx import Front, until_answered
from ..page_types import one_of
from .growing import MADE, grow
from .serving import GRANIAN

#: So many addresses are asked for before a worker's memory is looked at.
VISITED = 200
NOT_FOUND = "Not found"
VIEWS = {
    "Search": "/rechercher/?q=protonterapie",
    "Sources": "/sources/",
    "A fact on many pages": "/sources/E05/",
    NOT_FOUND: "/nulle-part/",
    "From A to Z (all pages)": "/a-z/",
    "Sitemap (all pages)": "/sitemap.xml",
}
#: How the addresses end whose purpose is to list everything, in either language.
LISTING_ALL = ("/a-z/", "/sitemap.xml")
Sample = dict[str, list[float]]


def measure(size: int, times: int, name: str) -> None:
    """Make pages until there are so many in each language, measure, and write what was found to a file.

    Args:
        name: of the folder of the site that is measured; the file is found.json in it.
    """
    folder = Path(name)
    grow(size)
    found: Sample = {"pages": [Page.objects.live().filter(depth__gt=1).count()]}
    found |= _uncached(times)
    with translation.override("fr"):
        found["Menus"] = _times(lambda: menus("fr", RequestFactory().get("/")), times)
    found |= _store(folder, times)
    (folder / "found.json").write_text(json.dumps(found))


def _host() -> str:
    return urlsplit(settings.SITE_URL).netloc


def _uncached(times: int) -> Sample:
    """Measure pages without the store: one of each type, then views, two of which list everything."""
    types = {model.__name__: one_of(model, "fr").url for model in BasePage.__subclasses__()}
    found: Sample = {}
    queries = 0
    with override_settings(PAGE_STORE_DIR=None):
        client = Client(headers={"host": _host()})
        for name, path in (types | VIEWS).items():
            found[name] = _times(lambda path=path: client.get(path), times)  # type: ignore[misc]
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(path)
            if answer.status_code != (404 if name == NOT_FOUND else 200):
                raise RuntimeError(f"{path} answered {answer.status_code}")
            queries = max(queries, len(captured))
    of_types = [median(found[name]) for name in types]
    summary = {"Page, mean of all types": [mean(of_types)], "Most queries of a page": [queries]}
    return summary | found


def _store(folder: Path, times: int) -> Sample:
    """Measure what the store does: first alone, then beside a running server."""
    pages = store()
    assert pages is not None
    generations.begin(even_if_nothing_is_noted=True)
    begun = time.thread_time()
    own = warming.warm(pages, _of_the_site).written
    took = time.thread_time() - begun
    warming.warm(pages, warming.silent)
    found = {
        "Warm-up, each address of the site but lists of all": [took * 1000 / own],
        "Warm-up of all (s)": [time.thread_time() - begun],
        "Warm-up with nothing to do": _times(lambda: warming.warm(pages, warming.silent), 1),
        "Address book, in the background": _times(lambda: AddressBook(pages).write("any"), 1),
        "Tidying the disk, in the background": _times(lambda: upkeep.tidy(pages), 1),
    }
    with _server(folder) as server:
        found |= _publishing(server, pages, times)
        found["Memory of a worker, MB"] = [server.memory()]
    return found


def _of_the_site(addresses: Iterable[str]) -> Iterable[str]:
    """Leave out pages that were made and lists of all pages: the same is warmed at each size."""
    return [
        address
        for address in addresses
        if MADE not in address and not address.endswith(LISTING_ALL)
    ]


def _publishing(server: "Server", pages: Store, times: int) -> Sample:
    """Measure how soon a change shows to readers of another process."""
    renders, publishes, switches, seen = [], [], [], []
    for number in range(times):
        page = one_of(StandardPage, "fr")
        pages.forget(Key(_host(), page.url))
        begun = time.perf_counter()
        server.get(page.url)
        renders.append((time.perf_counter() - begun) * 1000)
        page.title = f"Vu {number}"
        reader = Reader(server, page)
        begun = time.perf_counter()
        with transaction.atomic():
            page.save_revision().publish()
            reader.attend()
        publishes.append((time.perf_counter() - begun) * 1000 - (reader.seen - reader.switched))
        switches.append(reader.switched)
        seen.append(reader.seen)
    in_renders = [switch / render for switch, render in zip(switches, renders, strict=True)]
    return {
        "Publishing, as the editor waits": publishes,
        "From commit until nobody gets the old page": switches,
        "The same, in renders": in_renders,
        "From commit until the first reader has the new": seen,
    }


class Reader:
    """Asks for a page as soon as its change shows, before what else a publish does (its card is drawn).

    Attributes:
        switched: milliseconds from the commit until the next generation has begun.
        seen: until the reader has the page.
    """

    def __init__(self, server: "Server", page: BasePage) -> None:
        self.server, self.page = server, page
        self.committed = self.switched = self.seen = 0.0

    def attend(self) -> None:
        """Let a transaction that changes the page call, right before and after it begins the generation."""
        hooks = connection.run_on_commit
        begins = [isinstance(function, Announcement) for _ids, function, _robust in hooks]
        hooks.insert(begins.index(True) + 1, (set(), self.read, False))
        hooks.insert(0, (set(), self.begin, False))

    def begin(self) -> None:
        """Note when the change was committed."""
        self.committed = time.perf_counter()

    def read(self) -> None:
        """Note when the generation began, and when the page has come.

        Raises:
            RuntimeError: it is the old one.
        """
        self.switched = (time.perf_counter() - self.committed) * 1000
        if self.page.title not in self.server.get(self.page.url):
            raise RuntimeError("a reader got an old page after a publish")
        self.seen = (time.perf_counter() - self.committed) * 1000


class Server:
    """The site on granian, with one worker."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port, self.process = port, process

    def get(self, path: str) -> str:
        """Return the text at a path."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.request("GET", path, headers={"Host": _host()})
        text = wire.getresponse().read().decode(errors="replace")
        wire.close()
        return text

    def memory(self) -> float:
        """Return what its worker holds in MB (its share, of what others hold too) once it was visited."""
        for address in list(warming.public_addresses())[:VISITED]:
            self.get(address)
        parent = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return max(_resident(int(child)) for child in parent.read_text().split()) / 1024


@contextmanager
def _server(folder: Path) -> Iterator[Server]:
    front = Front(folder)
    front.environment = dict(os.environ)
    front.behind = urlsplit(settings.SITE_URL).port or 0
    front.application = front.start(front.behind, *GRANIAN)
    try:
        until_answered(front.behind)
        yield Server(front.behind, front.application)
    finally:
        front.kill()


def _resident(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _times(work: Callable[[], Any], times: int) -> list[float]:
    """Return how long something takes each time; of several, the first isn't counted."""
    if times > 1:
        work()
    found = []
    for _time in range(times):
        begun = time.thread_time()
        work()
        found.append((time.thread_time() - begun) * 1000)
    return found
