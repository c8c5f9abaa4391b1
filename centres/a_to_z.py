"""What the centres' own records add to the list from A to Z, and the names in which no word is explained."""

from collections.abc import Iterator

from django.http import HttpRequest

from pages.a_to_z.entries import Entry, register
from pages.glossary import names

from .models import Centre, Partner, PartnerPage


@register
def partners(language: str, request: HttpRequest) -> Iterator[Entry]:
    """Yield each partner's names and abbreviation, which lead to its page: one query."""
    pages = PartnerPage.objects.live().filter(locale__language_code=language)
    for page in pages.select_related("partner"):
        url = page.get_url(request) or ""
        name = getattr(page.partner, f"name_{language}")
        for title in {name, page.partner.abbreviation} - {"", page.title}:
            yield Entry(title, url)


@names.register
def proper_names(language: str) -> Iterator[str]:
    """Yield the names of centres and partners, their abbreviations and variants: two queries."""
    for record in [*Centre.objects.all(), *Partner.objects.all()]:
        yield getattr(record, f"name_{language}")
        yield getattr(record, "abbreviation", "")
        yield from record.variants
