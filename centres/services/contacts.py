"""Where each centre is and whom to call there: four queries for both centres."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from pages.facts.models import Fact
from pages.languages import reader_language

from ..models import Centre, Telephone
from .directory import centre_pages, centres


@dataclass(frozen=True)
class Contact:
    """A centre as the footer, the home page and the error pages show it."""

    centre: Centre
    name: str
    town: str
    url: str
    paint: str
    illustration: str
    street: str
    locality: str
    address_fact: Fact | None
    telephones: list[Telephone]

    @property
    def main_telephone(self) -> Telephone | None:
        return self.telephones[0] if self.telephones else None


def contacts(request: HttpRequest | None = None) -> list[Contact]:
    """Return the contact of each centre in the reader's language, in the centres' order."""
    pages = centre_pages(reader_language(), request)
    return [contact_of(centre, pages.get(centre.pk), request) for centre in centres(request)]


def contact_of(centre: Centre, page: Any, request: HttpRequest | None) -> Contact:
    """Return the contact of a centre that came with its sites and telephones.

    Args:
        page: the centre's page in the reader's language, or None.
    """
    site = next(iter(centre.sites.all()), None)
    published = site if site and site.address_fact.is_published else None
    return Contact(
        centre=centre,
        name=centre.name,
        town=centre.town,
        url=(page.get_url(request) if page else "") or "",
        paint=centre.paint,
        illustration=centre.illustration,
        street=published.street if published else "",
        locality=published.locality if published else "",
        address_fact=published.address_fact if published else None,
        telephones=[item for item in centre.telephones.all() if item.fact.is_published],
    )
