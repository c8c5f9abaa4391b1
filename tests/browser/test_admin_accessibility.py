"""Our own screens in the admin: axe-core finds nothing, in either theme, in either language.

Wagtail's buttons, its table headings and its summary of the site reach AA contrast, not AAA: on its
screens only AA is asked, on the home's panels, which are all ours, AAA too. Its forms of snippets begin
with a heading of the second level.
"""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import EDITOR, ENGLISH, SignIn
from .reader import Reader
from .test_accessibility import OPTIONS
from .test_editor import FACT, in_short, open_page, publish, write

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SCREENS = [
    "/admin/",
    "/admin/facts/review/",
    "/admin/reports/translations/",
    "/admin/reports/links/",
    "/admin/reports/images/",
    "/admin/reports/answers/",
    "/admin/guide/",
]
#: Where a link leads to a screen: the comparison of a translation, the form of a fact.
LINKS = {
    "/admin/reports/translations/?state=behind": "main a[href$='/changes/']",
    f"/admin/snippets/pages/fact/?q={FACT}": "main td a[href*='/fact/edit/']",
}
#: Wagtail's own menu, and its list of a form's panels.
WAGTAILS = {"exclude": [["[data-sidebar]"], [".w-minimap"]]}
SCREEN_OPTIONS = OPTIONS | {
    "rules": {"color-contrast": {"enabled": True}, "color-contrast-enhanced": {"enabled": False}}
}


def faults(page: Page, context: Any, options: dict[str, Any]) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("([context, options]) => axe.run(context, options)", [context, options])[
        "violations"
    ]
    return [
        f"{page.url} {rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]
    ]


@pytest.fixture
def _one_page_is_behind(sign_in: SignIn) -> None:
    editor = sign_in(EDITOR).page
    open_page(editor, "Ce que ce site sait de vous")
    in_short(editor).click(position={"x": 5, "y": 5})
    editor.keyboard.press("Control+End")
    write(editor, " Une phrase de plus.")
    publish(editor)


@pytest.mark.usefixtures("_one_page_is_behind")
@pytest.mark.parametrize(("person", "language"), [("administrator", "fr"), (ENGLISH, "en")])
def test_our_screens_break_no_rule(sign_in: SignIn, person: str, language: str) -> None:
    reader = sign_in(person)
    found = []
    for path in [*SCREENS, *linked(reader)]:
        reader.go(path)
        assert reader.page.locator("html").get_attribute("lang") == language
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            found += faults(reader.page, WAGTAILS, screen_options(path))
            if reader.page.locator(".home-lines").count():
                found += faults(reader.page, {"include": [[".home-lines"]]}, OPTIONS)
    assert not found, "\n".join(found)


def linked(reader: Reader) -> list[str]:
    """Return the addresses of the screens to which a link leads."""
    addresses = []
    for path, link in LINKS.items():
        reader.go(path)
        addresses.append(reader.page.locator(link).first.get_attribute("href") or "")
    return addresses


def screen_options(path: str) -> dict[str, Any]:
    if "/snippets/" not in path:
        return SCREEN_OPTIONS
    rules = SCREEN_OPTIONS["rules"] | {"page-has-heading-one": {"enabled": False}}
    return SCREEN_OPTIONS | {"rules": rules}
