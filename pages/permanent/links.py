"""The permanent address of a page as it is shown on the page."""

from dataclasses import dataclass
from urllib.parse import urljoin
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from .ids import id_of


@dataclass(frozen=True)
class PermanentLink:
    """The permanent address of a page, and its QR code.

    Attributes:
        url: the whole address, to be copied.
        qr: the path of its QR code (SVG).
    """

    url: str
    qr: str


def permanent_link(canonical: str, translation_key: UUID, language: str) -> PermanentLink:
    """Return the permanent link of a page in a language; no database is asked.

    Args:
        canonical: the page's whole address as it is now: it names the site's host.
    """
    key = id_of(translation_key)
    with translation.override(language):
        path, qr = reverse("permanent", args=[key]), reverse("permanent-qr", args=[key])
    return PermanentLink(urljoin(canonical, path), qr)
