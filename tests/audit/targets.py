"""The size of what is clicked or tapped: 44 by 44 pixels outside of sentences (WCAG 2.5.5, 2.5.8)."""

from collections.abc import Iterator

from playwright.sync_api import Page

from .model import Fault

MINIMUM = 24
#: Where measuring stops: enough in this direction.
MEASURED = 88


def check(page: Page, within: str | None = None) -> Iterator[Fault]:
    """Yield what is too small, by the rule it breaks."""
    for item in page.evaluate("(within) => audit.targets(within)", within):
        width, height = item["width"], item["height"]
        rule = "target under 24" if min(width, height) < MINIMUM else "target under 44"
        yield Fault(rule, item["where"], f"{size(width)} × {size(height)}: “{item['text']}”")


def size(pixels: float) -> str:
    """Return a length as people read it."""
    return "enough" if pixels >= MEASURED else f"{pixels:g}"
