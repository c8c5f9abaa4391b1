"""The site's colours, read from its style sheet, where they are kept."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from ..choices import Paint

TOKENS = Path("css") / "base.css"
_COLOUR = re.compile(r"^\s*--([a-z-]+): (#[0-9a-f]{6});", re.MULTILINE)
#: Classes of the drawings that are no paint, with the token that colours them by day.
_OTHERS = {
    "white": "chalk",
    "ink": "ink",
    "always-ink": "ink",
    "map-ink": "ink",
    "window": "ink",
    "sea": "ink",
    "glint": "coral",
    "land": "chalk",
    "place": "ink",
    "rail": "ink",
    "coast": "ink",
}


@cache
def tokens() -> dict[str, str]:
    """Return the colours by the names of their tokens ("ink", "sky"), as by day."""
    sheet = (Path(settings.STATICFILES_DIRS[0]) / TOKENS).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, value in _COLOUR.findall(sheet):
        found.setdefault(name, value)  # what comes later is for the night
    return found


def drawing_sheet(ground: str) -> str:
    """Return the style sheet of a drawing that stands alone.

    Args:
        ground: the colour on which it stands ("#9ad7ff").
    """
    known = tokens()
    colours = {paint: known[paint] for paint in Paint.values}
    colours |= {name: known[token] for name, token in _OTHERS.items()} | {"ground": ground}
    rules = [
        f".fill-{name} {{ fill: {value} }} .stroke-{name} {{ stroke: {value} }}"
        for name, value in colours.items()
    ]
    return " ".join([*rules, ".night { display: none }", "text { font-weight: 800 }"])
