"""Nothing scrolls sideways, nothing is cut off or covered: at 320 pixels, enlarged, spaced out."""

from collections.abc import Iterator

from playwright.sync_api import Page, ViewportSize

from .model import Fault

#: A window of 1280 by 1024 at 400 per cent.
ENLARGED: ViewportSize = {"width": 320, "height": 256}


def check(page: Page, prefix: str = "") -> Iterator[Fault]:
    """Yield what doesn't fit the window as it is now."""
    if wide := page.evaluate("() => audit.reflow.sideways()"):
        what = f"the page is {wide['width']} wide in {wide['room']}"
        yield Fault(f"{prefix}sideways scroll", wide["where"], what)
    texts = page.evaluate("() => audit.reflow.texts()")
    for item in texts["clipped"]:
        yield Fault(f"{prefix}text cut off", item["where"], f"by {item['by']}: “{item['text']}”")
    for item in texts["overlaps"]:
        yield Fault(f"{prefix}text on text", item["where"], f"by {item['by']}: “{item['text']}”")


def check_spacing(page: Page) -> Iterator[Fault]:
    """Yield what the text spacing of WCAG 1.4.12 breaks."""
    page.evaluate("() => audit.reflow.space(true)")
    yield from check(page, "spacing: ")
    page.evaluate("() => audit.reflow.space(false)")


def check_enlarged(page: Page) -> Iterator[Fault]:
    """Yield what breaks at 400 per cent."""
    size = page.viewport_size
    page.set_viewport_size(ENLARGED)
    yield from check(page, "400 %: ")
    if size:
        page.set_viewport_size(size)
