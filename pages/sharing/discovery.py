"""How a page tells others that it can be embedded (oEmbed 1.0, "Discovery")."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode, urljoin

from django.urls import reverse


class Format(StrEnum):
    """The formats in which the provider answers."""

    JSON = "json"
    XML = "xml"


LINK_TYPES = {Format.JSON: "application/json+oembed", Format.XML: "text/xml+oembed"}


@dataclass(frozen=True)
class Discovery:
    """A link in the head of a page to what the provider says of it."""

    type: str
    url: str


def discovery(canonical: str) -> list[Discovery]:
    """Return the links of a page, one a format, in the reader's language; no database is asked.

    Args:
        canonical: the whole address of the page.
    """
    provider = urljoin(canonical, reverse("oembed"))
    return [
        Discovery(kind, f"{provider}?{urlencode({'url': canonical, 'format': name.value})}")
        for name, kind in LINK_TYPES.items()
    ]
