"""The site with a keyboard alone: Tab, Enter, and always a visible place."""

from typing import Any

import pytest

from .conftest import HEIGHTS, OpenWindow
from .reader import Reader
from .samples import Samples

pytestmark = pytest.mark.browser

MOST_STOPS = 250
CAEN = "tel:+33231"

#: What has the focus: what it is, its outline, and whether anything covers it.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const rect = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const middle = [rect.left + rect.width / 2, rect.top + rect.height / 2];
    const top = document.elementFromPoint(...middle);
    const outlines = [element, element.parentElement].flatMap((owner) =>
        [null, "::before", "::after"].map((part) => getComputedStyle(owner, part)))
        .filter((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        .filter((style) => !/, 0\\)$|transparent/.test(style.outlineColor));
    return {
        name: element.outerHTML.slice(0, 160),
        href: element.getAttribute("href") ?? "",
        outlined: outlines.length > 0,
        inWindow: middle[0] >= 0 && middle[0] <= innerWidth && middle[1] >= 0 && middle[1] <= innerHeight,
        covered: !(top && (element.contains(top) || top.contains(element))),
        by: top?.outerHTML.slice(0, 120) ?? "nothing",
    };
}"""


def tab(reader: Reader) -> dict[str, Any] | None:
    """Press Tab and return what has the focus, or None at the end of the page."""
    reader.page.keyboard.press("Tab")
    return reader.page.evaluate(FOCUSED)


def tab_to(reader: Reader, selector: str) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(MOST_STOPS):
        tab(reader)
        if reader.page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


@pytest.mark.parametrize("width", HEIGHTS)
def test_skip_link_comes_first_and_leads_to_the_content(
    open_window: OpenWindow, width: int
) -> None:
    reader = open_window(width)
    reader.go("/")
    first = tab(reader)
    assert first is not None
    assert first["href"] == "#main"
    assert reader.in_view(".skip")
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "main"
    assert reader.in_view("h1")
    tab(reader)
    assert reader.page.evaluate("Boolean(document.activeElement.closest('main, footer'))")


@pytest.mark.parametrize("path", ["/", pytest.param("/en/", marks=pytest.mark.drill)])
@pytest.mark.parametrize("width", HEIGHTS)
def test_the_focus_is_always_seen(open_window: OpenWindow, width: int, path: str) -> None:
    reader = open_window(width)
    reader.go(path)
    faults, stops = [], 0
    while (focused := tab(reader)) and stops < MOST_STOPS:
        stops += 1
        if not focused["outlined"]:
            faults.append(f"no outline: {focused['name']}")
        if not focused["inWindow"]:
            faults.append(f"outside the window: {focused['name']}")
        elif focused["covered"]:
            faults.append(f"covered: {focused['name']} by {focused['by']}")
    assert not faults, "\n".join(faults)
    assert 20 < stops < MOST_STOPS, f"{stops} stops: Tab is caught, or skips most of the page"


def test_menu_on_a_phone(open_window: OpenWindow) -> None:
    reader = open_window(320)
    reader.go("/")
    links = reader.page.locator(".site-menu nav a")
    assert not links.first.is_visible()
    tab_to(reader, ".site-menu summary")
    reader.page.keyboard.press("Enter")
    assert links.first.is_visible()
    tab_to(reader, ".site-menu nav a")
    target = reader.page.evaluate("document.activeElement.pathname")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**{target}")
    assert target != "/"


def test_telephone_of_caen(open_window: OpenWindow) -> None:
    reader = open_window(320)
    reader.go("/")
    tab_to(reader, f'a[href^="{CAEN}"]')
    focused = reader.page.evaluate(FOCUSED)
    assert focused["outlined"]
    assert focused["inWindow"]


@pytest.mark.parametrize("width", HEIGHTS)
def test_language_switch(open_window: OpenWindow, samples: Samples, width: int) -> None:
    reader = open_window(width)
    reader.go(samples["SpecialityPage", "fr"])
    if width == min(HEIGHTS):
        tab_to(reader, ".site-menu summary")
        reader.page.keyboard.press("Enter")
    tab_to(reader, ".language-tile")
    reader.page.keyboard.press("Enter")
    twin = samples["SpecialityPage", "en"]
    reader.page.wait_for_url(f"**{twin}*")
    assert reader.page.locator("html").get_attribute("lang") == "en"
