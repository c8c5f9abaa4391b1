"""Under which name the answer to a request is stored: host, path, and no more than that of the query.

Nothing else of a request may decide what is stored, nor where: names come from a small alphabet.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath, PurePosixPath
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

#: One step of a path that may name a folder; names of stored files begin otherwise than these.
STEP = re.compile(r"(?!index\.)[A-Za-z0-9_~-][A-Za-z0-9_.~-]*", re.ASCII)
LONGEST_STEP = 200
LONGEST_PATH = 1000
LONGEST_QUERY = 400
#: What advertisers add to an address: it changes nothing of a page.
TRACKING = re.compile(
    r"utm_\w+|pk_\w+|mtm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|igshid|mc_[ce]id|_ga|yclid"
)


@dataclass(frozen=True, slots=True)
class Key:
    """What is asked for.

    Attributes:
        host: with the port where the site's address has one.
        path: as in the address, without what is percent-encoded.
        query: parameters in the order of their names; none that only serves tracking.
    """

    host: str
    path: str
    query: str = ""

    @property
    def folder(self) -> str:
        """The folder of its files. An ``@`` marks what no path can say: it is in no step's alphabet."""
        path = self.path.strip("/")
        if not self.path.endswith("/"):
            path += "@"  # /sitemap.xml is another address than /sitemap.xml/
        if self.query:
            path += f"/@{hashlib.sha256(self.query.encode()).hexdigest()[:32]}"
        return str(PurePosixPath(self.host, path))


def is_of_query(folder: PurePath) -> bool:
    """Tell of the folder of a key whether it has a query."""
    return folder.name.startswith("@")


def key_of(request: HttpRequest) -> Key | None:
    """Return the key of a request, or None where its answer is never stored."""
    host = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
    path = request.path_info
    if (
        request.method not in {"GET", "HEAD"}
        or host not in stored_hosts()
        or path.startswith(never_stored())
        or not is_storable_path(path)
        or request.scheme != urlsplit(settings.SITE_URL).scheme
    ):
        return None
    query = request.META.get("QUERY_STRING", "")
    if not query:
        return Key(host, path)
    if len(query) > LONGEST_QUERY:
        return None
    return Key(host, path, normal_query(query))


def is_storable_path(path: str) -> bool:
    """Tell whether a path can be the name of a folder below another, and of none outside it."""
    if path == "/":
        return True
    steps = path.removeprefix("/").removesuffix("/").split("/")
    return (
        path.startswith("/")
        and len(path) <= LONGEST_PATH
        and all(len(step) <= LONGEST_STEP and STEP.fullmatch(step) for step in steps)
    )


def normal_query(query: str) -> str:
    """Return a query without tracking, its parameters in order."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode(sorted(pair for pair in pairs if not TRACKING.fullmatch(pair[0])))


def query_of(parameters: Mapping[str, str]) -> str:
    """Return the query that says these parameters and nothing else."""
    return urlencode(sorted(parameters.items()))


@cache
def stored_hosts() -> frozenset[str]:
    """Return the hosts for which pages are stored, each by its full name: there is an end to them."""
    site = urlsplit(settings.SITE_URL)
    port = f":{site.port}" if site.port else ""
    names = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    return frozenset({site.netloc, *(f"{name}{port}" for name in names)})


@cache
def never_stored() -> tuple[str, ...]:
    """Return how the addresses begin that are for editors or programs, or that files lie behind."""
    programs = ("/api/", "/documents/", "/health/", "/id/")
    return (reverse("wagtailadmin_home"), *programs, settings.STATIC_URL, settings.MEDIA_URL)
