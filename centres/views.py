"""Views about the centres that aren't pages of the tree: the sheet to print."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.services.views import view_context

from .models import Centre, Site
from .services.directory import centres


@dataclass(frozen=True)
class Half:
    """One half of the sheet, in one language.

    Attributes:
        lang: its language.
        texts: its fixed words.
        lines: the address, a line each; none where the address may not be shown.
        address_state, telephones: what is confirmed of them is said in words.
    """

    lang: str
    texts: dict[str, str]
    centre: str
    site: str
    lines: list[str]
    address_state: str
    telephones: list[dict[str, str]]


@require_safe
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """Show an A4 sheet to print for a site: French and English side by side, in large type."""
    for centre in centres(request):
        for site in centre.sites.all():
            site.centre = centre
            if site.key == key:
                return render(request, "centres/sheet.html", sheet_context(request, centre, site))
    raise Http404


def sheet_context(request: HttpRequest, centre: Centre, site: Site) -> dict[str, Any]:
    """Return what the sheet of a site shows, each half made in its own language."""
    halves = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            halves.append(_half(centre, site, language))
    title = _("Sheet to print: %(place)s") % {"place": centre.name}
    return {"halves": halves, "paint": centre.paint} | view_context(request, title)


def _half(centre: Centre, site: Site, language: str) -> Half:
    published = site.address_fact.is_published
    return Half(
        lang=language,
        texts={
            "title": _("I am going to"),
            "address": _("Address"),
            "telephone": _("Telephone"),
            "emergency": _("In an emergency in France"),
            "appointment": _("My appointment"),
            "day": _("Day and time"),
            "place": _("Service, floor"),
            "company": _("Who comes with me"),
        },
        centre=centre.name,
        site=site.name,
        lines=[line for line in (site.street, site.locality, "France") if line]
        if published
        else [],
        address_state="" if site.address_fact.is_confirmed else site.address_fact.state_label,
        telephones=[
            {
                "purpose": telephone.purpose,
                "number": telephone.fact.formatted_value(language),
                "state": "" if telephone.fact.is_confirmed else telephone.fact.state_label,
            }
            for telephone in centre.telephones.all()
            if telephone.fact.is_published
        ],
    )
