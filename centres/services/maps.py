"""Links that open a place in the reader's own map application."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class MapLink:
    """A link to a place on a map.

    Attributes:
        label: what the link opens, in the reader's language.
        url: nothing is loaded from it before the reader follows it.
    """

    label: str
    url: str


def map_links(latitude: float, longitude: float, name: str) -> list[MapLink]:
    """Return links to a place: the telephone's own map, then two maps on the web.

    Args:
        latitude, longitude: in degrees (WGS 84), north and east.
        name: what the map calls the place.
    """
    place = f"{latitude:.4f},{longitude:.4f}"
    return [
        # RFC 5870; the query names the pin in most applications.
        MapLink(_("In your telephone’s map"), f"geo:{place}?q={place}({quote(name)})"),
        MapLink(
            _("On OpenStreetMap"),
            f"https://www.openstreetmap.org/?mlat={latitude:.4f}&mlon={longitude:.4f}#map=17/{latitude:.4f}/{longitude:.4f}",
        ),
        MapLink(_("In Apple Maps"), f"https://maps.apple.com/?ll={place}&q={quote(name)}"),
    ]
