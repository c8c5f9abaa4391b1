"""What the oEmbed provider says of a page (oEmbed 1.0): a card to embed, or a link with a picture."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..models import SiteSettings
from ..services.context import lineage
from .cards import card_of, picture_of
from .discovery import Format
from .embeds import HEIGHT, WIDTH, embed_path

VERSION = "1.0"
#: How long, in seconds, a consumer may keep an answer: it asks nothing that changes from day to day.
CACHE_AGE = 24 * 3600
#: Nobody has a wider screen; more digits are no size.
_DIGITS = 6


class BadParameterError(ValueError):
    """A parameter that can't be read; its message says which, in the reader's language."""


class UnknownFormatError(ValueError):
    """A format in which the provider doesn't answer."""


@dataclass(frozen=True)
class Question:
    """What a consumer asks.

    Attributes:
        max_width, max_height: in pixels; None where the consumer takes any.
    """

    url: str
    format: Format
    max_width: int | None
    max_height: int | None

    @classmethod
    def read(cls, query: QueryDict) -> "Question":
        """Read a question from an address's parameters; those that oEmbed doesn't know are let be.

        Raises:
            BadParameterError: the address is missing, or a size is no number.
            UnknownFormatError: the format is none of ours.
        """
        url = query.get("url", "").strip()
        if not url:
            raise BadParameterError(
                _("The parameter “url” is missing: a whole address of this site.")
            )
        try:
            wanted = Format(query.get("format", Format.JSON).lower())
        except ValueError as error:
            raise UnknownFormatError(_("The formats are “json” and “xml”.")) from error
        return cls(url, wanted, _size(query, "maxwidth"), _size(query, "maxheight"))


def _size(query: QueryDict, name: str) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text)):
        raise BadParameterError(
            _("The parameter “%(name)s” is a number of pixels, 1 or more.") % {"name": name}
        )
    return int(text)


def describe(page: Any, question: Question, request: HttpRequest) -> dict[str, Any]:
    """Return what the provider says of a specific page.

    A card that can be embedded is "rich"; every other page is a "link". A picture that is larger than
    the consumer takes is left out.
    """
    site = SiteSettings.for_request(request)
    address = page.get_full_url(request)
    ancestors = lineage(page, request)
    home = ancestors[0].get_full_url(request) if ancestors else address
    found: dict[str, Any] = {
        "version": VERSION,
        "type": "link",
        "title": page.share_title,
        "provider_name": site.name,
        "provider_url": home,
        "cache_age": CACHE_AGE,
    }
    if path := embed_path(page):
        width = min(WIDTH, question.max_width or WIDTH)
        height = min(HEIGHT, question.max_height or HEIGHT)
        html = iframe(urljoin(address, path), page.share_title, width, height)
        found |= {"type": "rich", "html": html, "width": width, "height": height}
    picture = picture_of(card_of(page, ancestors, site.name), address)
    fits_width = question.max_width is None or picture.width <= question.max_width
    fits_height = question.max_height is None or picture.height <= question.max_height
    if fits_width and fits_height:
        found |= {
            "thumbnail_url": picture.url,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return found


def iframe(url: str, title: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return the element that shows a card on another site."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        url,
        title,
        width,
        height,
    )


def write_xml(found: dict[str, Any]) -> bytes:
    """Return an answer as XML."""
    root = ElementTree.Element("oembed")
    for name, value in found.items():
        ElementTree.SubElement(root, name).text = str(value)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
