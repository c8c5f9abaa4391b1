"""Every kind of page in both languages: one visit, all checks. Every page in every mode is the audit's."""

from itertools import product
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import HEIGHTS
from .reader import NOT_FOUND, Reader, Scheme
from .samples import KINDS, MISSING, Samples

pytestmark = [pytest.mark.browser, pytest.mark.drill]

TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,  # it would ask for the style sheets a second time, at other addresses
}
WIDTHS = tuple(HEIGHTS)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
#: Kinds take them in turn; the languages of one kind have opposite ones.
MODES = tuple(product(WIDTHS, SCHEMES))
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((element) => `${element.tagName.toLowerCase()}.${element.className}`)"""


# A class is what xdist gives to a worker: the two languages run side by side.
@pytest.mark.parametrize("kind", KINDS)
class TestFrench:
    """French pages."""

    def test_page(self, window: Reader, samples: Samples, kind: str) -> None:
        check(window, samples[kind, "fr"], kind, MODES[KINDS.index(kind) % len(MODES)])


@pytest.mark.parametrize("kind", KINDS)
class TestEnglish:
    """English pages."""

    def test_page(self, window: Reader, samples: Samples, kind: str) -> None:
        check(window, samples[kind, "en"], kind, MODES[-1 - KINDS.index(kind) % len(MODES)])


def check(reader: Reader, path: str, kind: str, mode: tuple[int, Scheme]) -> None:
    """Visit a page in a mode, which is the width of the window and the scheme of colours."""
    width, scheme = mode
    reader.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    reader.page.emulate_media(color_scheme=scheme)
    faults = visit(reader, path, kind)
    assert not faults, f"\n{path} at {width}, {scheme}:\n" + "\n".join(faults)


def visit(reader: Reader, path: str, kind: str) -> list[str]:
    """Load a page once and return all that is wrong with it."""
    response = reader.go(path, 404 if kind == MISSING else 200)
    faults = axe(reader.page) + sideways(reader.page)
    faults += [f"Set-Cookie: {value}" for value in response.header_values("set-cookie")]
    expected = f"{NOT_FOUND} (Not Found) ({reader.origin}{path})"
    return faults + [
        problem
        for problem in reader.found_problems()
        if not (kind == MISSING and problem.endswith(expected))
    ]


def axe(page: Page) -> list[str]:
    """Return what axe-core finds, as "rule: selector (what to do)"."""
    page.evaluate(AXE_SCRIPT)
    results: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", OPTIONS)
    return [
        f"{violation['id']}: {node['target']} ({_reason(node)})"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


def _reason(node: dict[str, Any]) -> str:
    checks = node["any"] + node["all"] + node["none"]
    return "; ".join(check["message"] for check in checks[:2])


def sideways(page: Page) -> list[str]:
    """Return by how much the page is wider than the window, and what sticks out."""
    wide, room = page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return [f"scrolls sideways: {wide} > {room}, {page.evaluate(TOO_WIDE)}"] if wide > room else []
