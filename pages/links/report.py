"""The report of external links, and what of it concerns one editor."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from ..tables import DayColumn, Editable, PlacesColumn, TranslatedReportView
from .models import ExternalLink, ExternalLinkQuerySet, Status
from .places import Place, Places, collect

BROKEN = "broken"


@dataclass(frozen=True)
class BrokenLink:
    """A broken link and the places where somebody may mend it."""

    link: ExternalLink
    places: list[Place]


def broken_links(user: Any) -> list[BrokenLink]:
    """Return the broken links on the live pages and records that somebody may edit.

    One query where nothing is broken; otherwise a few more, however many links and pages there are.
    """
    links = list(ExternalLink.objects.broken())
    if not links:
        return []
    places, editable = collect(), Editable(user)
    found = [
        BrokenLink(
            link, [place for place in places.by_url.get(link.url, []) if place.thing in editable]
        )
        for link in links
    ]
    return [item for item in found if item.places]


class ExternalLinkFilterSet(WagtailFilterSet):
    """Filters by state, and by the part of the site."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(BROKEN, _("broken")), *Status.choices],
        method="in_state",
    )
    section = django_filters.ChoiceFilter(label=_("Part of the site"), method="in_section")

    class Meta:
        model = ExternalLink
        fields: list[str] = []

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.filters["section"].extra["choices"] = list(places.sections_in_use().items())

    def in_state(
        self, links: ExternalLinkQuerySet, name: str, value: str
    ) -> "QuerySet[ExternalLink]":
        return links.broken() if value == BROKEN else links.filter(status=value)

    def in_section(
        self, links: "QuerySet[ExternalLink]", name: str, value: str
    ) -> "QuerySet[ExternalLink]":
        return links.filter(url__in=self.places.urls_in(value))


class AddressColumn(Column):
    """The address, with the one to which it has moved."""

    cell_template_name = "pages/admin/link_address_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        return super().get_cell_context_data(instance, parent_context) | {"link": instance}


class ExternalLinkReportView(TranslatedReportView):
    """All external links in use: everybody sees them, and edits where they may."""

    model = ExternalLink
    page_title = _("External links")
    header_icon = "link-external"
    index_url_name = "external_links"
    index_results_url_name = "external_links_results"
    filterset_class = ExternalLinkFilterSet
    default_ordering = ("-failures", "url")
    export_filename = "links"
    list_export = [
        "state_label",
        "url",
        "moved_to",
        "places_text",
        "last_seen_working",
        "last_checked",
        "failures",
        "first_seen",
    ]
    export_headings = {
        "state_label": _("State"),
        "url": _("Address"),
        "moved_to": _("Moved to"),
        "places_text": _("Places"),
        "last_seen_working": _("Last seen working"),
        "last_checked": _("Last checked"),
        "failures": _("Failures in a row"),
        "first_seen": _("First seen"),
    }
    columns = [
        Column("state_label", label=_("State"), sort_key="status"),
        AddressColumn("url", label=_("Address"), sort_key="url"),
        PlacesColumn("places", label=_("Places")),
        DayColumn("last_seen_working", label=_("Last seen working"), sort_key="last_seen_working"),
        DayColumn("last_checked", label=_("Last checked"), sort_key="last_checked"),
        Column("failures", label=_("Failures in a row"), sort_key="failures"),
    ]

    @cached_property
    def places(self) -> Places:
        """Where addresses stand now, read once for the request."""
        return collect()

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"places": self.places}

    def get_base_queryset(self) -> "QuerySet[ExternalLink]":
        return ExternalLink.objects.filter(url__in=self.places.by_url.keys())

    def decorate_paginated_queryset(self, links: Any) -> Any:
        """Tell each link where it stands, and where this user may mend it."""
        editable = Editable(self.request.user)
        links = list(links)
        for link in links:
            here = self.places.by_url[link.url]
            link.places = [
                (str(place), place.edit_url if place.thing in editable else "") for place in here
            ]
            link.places_text = "\n".join(str(place) for place in here)
        return links
