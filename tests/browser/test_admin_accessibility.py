"""Our own screens in the admin: axe-core finds nothing, in either theme, in either language.

Wagtail's buttons, its table headings and its summary of the site reach AA contrast, not AAA: on its
screens only AA is asked, on the home's panels, which are all ours, AAA too.
"""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import ENGLISH, SignIn
from .test_accessibility import OPTIONS

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SCREENS = [
    "/admin/",
    "/admin/facts/review/",
    "/admin/reports/translations/",
    "/admin/reports/links/",
    "/admin/reports/images/",
    "/admin/reports/answers/",
    "/admin/guide/",
    "/admin/account/sign-in/",
]
#: Wagtail's own menu.
WAGTAILS = {"exclude": [["[data-sidebar]"]]}
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


@pytest.mark.parametrize(("person", "language"), [("administrator", "fr"), (ENGLISH, "en")])
def test_our_screens_break_no_rule(sign_in: SignIn, person: str, language: str) -> None:
    reader = sign_in(person)
    found = []
    for path in SCREENS:
        reader.go(path)
        assert reader.page.locator("html").get_attribute("lang") == language
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            found += faults(reader.page, WAGTAILS, SCREEN_OPTIONS)
            if reader.page.locator(".home-lines").count():
                found += faults(reader.page, {"include": [[".home-lines"]]}, OPTIONS)
    assert not found, "\n".join(found)
