"""A page on paper: whom to call first, black on white, nothing to click."""

import pytest

from .conftest import OpenWindow
from .samples import Samples

pytestmark = [pytest.mark.browser, pytest.mark.drill]

#: The printable part of A4 at 96 dots an inch, with the margins of print.css.
SHEET = (673, 986)
NOT_PRINTED = (".site-header", ".breadcrumb", ".skip", "nav:visible", "form:visible")
WHITE = "rgb(255, 255, 255)"
COLOURED = """() => [...document.querySelectorAll("body, main, main *, footer, footer *")]
    .filter((element) => element.checkVisibility())
    .filter((element) => {
        const colour = getComputedStyle(element).backgroundColor;
        return colour !== "rgb(255, 255, 255)" && !/, 0\\)$/.test(colour);
    })
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_centre_page(open_window: OpenWindow, samples: Samples, language: str, scheme: str) -> None:
    reader = open_window(1280, scheme)
    page = reader.page
    reader.go(samples["CentrePage", language])
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})

    for selector in NOT_PRINTED:
        assert not any(part.is_visible() for part in page.locator(selector).all()), selector
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == WHITE
    assert page.evaluate(COLOURED) == []

    telephone = page.locator("a[href^='tel:+332']:visible").first
    address = page.locator("address:visible").first
    for part in (telephone, address, page.locator("h1")):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SHEET[1], "not on the first sheet"
    assert page.evaluate("document.documentElement.scrollWidth") <= SHEET[0]


#: The page's own contents and the links to maps lead nowhere on paper.
FOLDED = "main details:not(nav details, .site-links details) > :not(summary)"


def test_folded_text_is_printed(open_window: OpenWindow, samples: Samples) -> None:
    reader = open_window()
    reader.go(samples["CentrePage", "fr"])
    reader.page.emulate_media(media="print")
    folded = reader.page.locator(FOLDED).all()
    assert folded
    assert all(part.is_visible() for part in folded)
