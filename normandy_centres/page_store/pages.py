"""A page as it is stored: its forms, its headers, and how long it holds."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.http.response import HttpResponse

from .encodings import encode
from .keys import Key

#: What is stored, with the endings of the files: a web server knows the type by them.
KINDS = {
    "text/html": "html",
    "application/atom+xml": "atom",
    "application/xml": "xml",
}
#: Headers that each answer gets anew.
PER_ANSWER = frozenset(
    {"age", "cache-status", "content-encoding", "content-length", "etag", "last-modified", "vary"}
)
#: An answer that says one of these of itself is for nobody else, or must be asked for each time.
NEVER = frozenset({"private", "no-store", "no-cache"})


@dataclass(frozen=True)
class Facts:
    """What is known of a stored page beside its bytes.

    Attributes:
        address: its path, with the query.
        kind: the ending of its file.
        headers: those of every answer.
        digest: of its bytes.
        rendered_at: when it was begun to be written (seconds since 1970).
        modified: when its text last became another, in whole seconds: no two texts of one page share it.
        valid_until: when it may read otherwise by itself (seconds since 1970).
    """

    address: str
    kind: str
    headers: list[list[str]]
    digest: str
    rendered_at: float
    modified: int
    valid_until: float

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class StoredPage:
    """A page ready to be answered with.

    Attributes:
        body: gives its bytes in a coding, or None where they are gone.
    """

    facts: Facts
    body: Callable[[str], bytes | None]


@dataclass(frozen=True)
class FreshPage:
    """A page that has just been written, in every coding."""

    facts: Facts
    bodies: dict[str, bytes]

    def as_stored(self) -> StoredPage:
        return StoredPage(self.facts, self.bodies.get)


def kind_of(response: HttpResponseBase) -> str | None:
    """Return the ending for an answer that everybody may get, or None for any other answer."""
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or response.has_header("Content-Encoding")
        or response.has_header("Content-Disposition")
    ):
        return None
    control = response.headers.get("Cache-Control", "").lower()
    if NEVER & {part.strip().split("=")[0] for part in control.split(",")}:
        return None
    return KINDS.get(response.headers.get("Content-Type", "").split(";")[0].strip().lower())


def fresh_page(
    key: Key, response: HttpResponse, kind: str, started: float, until: datetime | None
) -> FreshPage:
    """Return an answer as it will be stored.

    Args:
        started: when it was begun to be written (seconds since 1970).
        until: when it may read otherwise by itself, if it may.
    """
    body = response.content
    headers = [[name, value] for name, value in response.items() if name.lower() not in PER_ANSWER]
    if not response.has_header("Cache-Control"):
        headers.append(["Cache-Control", settings.PAGE_STORE_CACHE_CONTROL])
    longest = started + settings.PAGE_STORE_LONGEST
    facts = Facts(
        address=f"{key.path}?{key.query}" if key.query else key.path,
        kind=kind,
        headers=headers,
        digest=hashlib.sha256(body).hexdigest()[:32],
        rendered_at=started,
        modified=int(started),
        valid_until=min(until.timestamp(), longest) if until else longest,
    )
    return FreshPage(facts, encode(body))
