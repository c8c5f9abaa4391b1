"""The map: the two centres in Normandy, with Paris, Lille and the railway lines between them.

Coast, land and lines are those of the illustration normandy-map.svg: a drawing in straight lines,
not a survey.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pages.figures import Drawing, register
from pages.languages import reader_language

from ..services.directory import centre_pages, centres


@register("map", _("Map: the two centres in Normandy"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the map with the pages of the centres in the reader's language: those of the footer."""
    request = context.get("request")
    pages = centre_pages(reader_language(), request)
    found = [
        {
            "name": centre.name,
            "town": centre.town,
            "url": pages[centre.pk].get_url(request) or "" if centre.pk in pages else "",
        }
        for centre in centres(request)
    ]
    return Drawing(
        "components/figures/map.html",
        {
            "paint": "sky",
            "centres": found,
        },
    )
