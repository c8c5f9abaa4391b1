"""The map: the two centres in Normandy, with Paris, Lille and the railway lines between them.

Coast, land and lines are those of the illustration normandy-map.svg: a drawing in straight lines,
not a survey.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pages.figures import Drawing, register
from pages.languages import reader_language
from pages.services.record_pages import cards_by_record

from ..models import Centre, CentrePage


@register("map", _("Map: the two centres in Normandy"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the map with the pages of the centres in the reader's language: two queries."""
    centres = list(Centre.objects.all())
    cards = cards_by_record(CentrePage, centres, reader_language(), context.get("request"))
    found = [
        {
            "name": centre.name,
            "town": centre.town,
            "url": cards[centre.pk].url if centre.pk in cards else "",
        }
        for centre in centres
    ]
    return Drawing(
        "components/figures/map.html",
        {
            "paint": "sky",
            "centres": found,
        },
    )
