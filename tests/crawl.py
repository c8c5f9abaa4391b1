"""A walk through the whole site, from both homes along every internal link, as a reader would."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit
from zlib import crc32

from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

HOMES = ("/", "/en/")
#: Attributes that are read out or shown.
SAID = ("alt", "title", "aria-label", "content", "placeholder")
#: What is looked at even if no link led there.
VIEWS = ("/sources/", "/en/sources/", "/rechercher/", "/en/search/")
#: The addresses of facts, two for each, are of one kind: one in so many is looked at, in both languages.
FACT = re.compile(r"(?:/en)?/sources/([^/]+)/")
FACTS_PER_LOOK = 8
#: What the test client's host is called, and what SITE_URL says in the tests.
OWN_HOSTS = {"", "testserver", "localhost"}


@dataclass
class Answer:
    """What the site answered to one address.

    Attributes:
        came_from: the page on which the address was found first.
        queries: how many the database was asked, with nothing in a cache.
    """

    path: str
    status: int
    headers: dict[str, str]
    text: str
    came_from: str
    cookies: list[str] = field(default_factory=list)
    queries: int = 0

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "html.parser")

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.headers.get("Content-Type", "").startswith("text/html")

    @property
    def language(self) -> str:
        return "en" if self.path == "/en" or self.path.startswith("/en/") else "fr"

    @cached_property
    def ids(self) -> set[str]:
        return {str(tag["id"]) for tag in self.soup.find_all(id=True)}

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Each link as (address as written, absolute address)."""
        return [
            (str(tag["href"]), urljoin(f"http://testserver{self.path}", str(tag["href"])))
            for tag in self.soup.find_all("a", href=True)
        ]

    @cached_property
    def visible_text(self) -> str:
        """The words of the page and of its attributes that are read out, on one line."""
        return " ".join(" ".join(_words(self.soup, None)).split())

    @cached_property
    def own_text(self) -> str:
        """The same without what is marked as being in another language."""
        return " ".join(" ".join(_words(self.soup, self.language)).split())


def _words(tag: Tag, language: str | None) -> Iterator[str]:
    for child in tag.children:
        if not isinstance(child, Tag):
            yield str(child)
        elif child.name not in {"script", "style"} and (
            language is None or child.get("lang", language) == language
        ):
            yield from (str(child[name]) for name in SAID if child.has_attr(name))
            yield from _words(child, language)


@dataclass
class Crawl:
    """Every answer by its path with query."""

    answers: dict[str, Answer]

    @property
    def pages(self) -> list[Answer]:
        return [answer for answer in self.answers.values() if answer.is_page]

    def page(self, path: str) -> Answer:
        return self.answers[path]


def internal(address: str) -> str | None:
    """Return the path with query of an address of this site, or None for any other address."""
    parts = urlsplit(urldefrag(address).url)
    if parts.scheme not in {"http", "https"} or parts.hostname not in OWN_HOSTS:
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def passed_by(path: str) -> bool:
    """Tell whether an address is that of a fact at which the walk doesn't look."""
    fact = FACT.match(path)
    return fact is not None and crc32(fact[1].encode()) % FACTS_PER_LOOK > 0


def _warm_up(client: Client) -> None:
    """Let the process read what it keeps for as long as it runs: it is no page's cost."""
    ContentType.objects.get_for_models(*apps.get_models())
    for home in HOMES:
        client.get(home)  # each reads its glossary


def crawl_site() -> Crawl:
    """Follow the links from both homes and return every answer. Redirects are not followed."""
    client = Client(raise_request_exception=False)
    _warm_up(client)
    found: dict[str, Answer] = {}
    waiting = [(path, "") for path in HOMES]
    views = list(VIEWS)
    while waiting or views:
        path, origin = waiting.pop(0) if waiting else (views.pop(), "")
        if path in found:
            continue
        cache.clear()
        Site.clear_site_root_paths_cache()
        connection.queries_log.clear()  # it holds a limited number
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        answer = found[path] = Answer(
            path=path,
            status=response.status_code,
            headers=dict(response.headers),
            text=response.content.decode() if not response.streaming else "",
            came_from=origin,
            cookies=list(response.cookies),
            queries=len(queries),
        )
        if answer.is_page:
            targets = (internal(absolute) for _written, absolute in answer.links)
            waiting += [(target, path) for target in targets if target and not passed_by(target)]
    return Crawl(found)
