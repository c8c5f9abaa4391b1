"""Our own screens in the admin: axe-core finds nothing, in either theme, in either language.

Wagtail's buttons, its table headings and its summary of the site reach AA contrast, not AAA: on its
screens only AA is asked, on the home's panels, which are all ours, AAA too.
"""

import re
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from .conftest import EDITOR, ENGLISH, SignIn
from .reader import Reader
from .test_accessibility import OPTIONS
from .test_editor import FACT, open_page, publish, write_at_the_end

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
    "/admin/gone-pages/",
]
#: Where a link leads to a screen: what has changed since a page was translated, the form of a fact.
LINKS = {
    "/admin/reports/translations/?state=behind": "main a[href$='/changes/']",
    f"/admin/snippets/pages/fact/?q={FACT}": "main td a[href*='/fact/edit/']",
}
#: What is asked before a page goes or moves, beside the address where it is edited.
LEAVING = ("unpublish/", "delete/", "move/{place}/confirm/")
LEAVES, PLACE = "Venir à Caen ou à Rouen", "Patients et proches"
#: Wagtail's own menu.
WAGTAILS = {"exclude": [["[data-sidebar]"]]}
#: The form of a page is Wagtail's but for its rich texts, which are called by their labels, and its minimap,
#: which is reached by keyboard once it is open.
OURS = {"include": [[".Draftail-Editor"], [".w-minimap"]]}
#: Colours pass slowly from one theme to the other; half way they are neither's.
SETTLED = """() => Promise.allSettled(document.getAnimations()
    .filter((animation) => animation instanceof CSSTransition)
    .map((transition) => transition.finished))"""
SCREEN_OPTIONS = OPTIONS | {
    "rules": {"color-contrast": {"enabled": True}, "color-contrast-enhanced": {"enabled": False}}
}


def faults(page: Page, context: Any, options: dict[str, Any]) -> list[str]:
    page.evaluate(SETTLED)
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
    write_at_the_end(editor, "Ce que ce site sait de vous", " Une phrase de plus.")
    publish(editor)


@pytest.mark.usefixtures("_one_page_is_behind")
@pytest.mark.parametrize(("person", "language"), [("administrator", "fr"), (ENGLISH, "en")])
def test_our_screens_break_no_rule(sign_in: SignIn, person: str, language: str) -> None:
    reader = sign_in(person)
    found = []
    for path in [*SCREENS, *linked(reader), *leaving(reader)]:
        reader.go(path)
        assert reader.page.locator("html").get_attribute("lang") == language
        for scheme in ("light", "dark"):
            reader.page.emulate_media(color_scheme=scheme)
            found += faults(reader.page, WAGTAILS, SCREEN_OPTIONS)
            if reader.page.locator(".home-lines").count():
                found += faults(reader.page, {"include": [[".home-lines"]]}, OPTIONS)
    assert not found, "\n".join(found)


def test_every_rich_text_is_called_by_its_label(sign_in: SignIn) -> None:
    page = sign_in(EDITOR).page
    open_page(page, "Protonthérapie")
    for name in ("En bref", "Facile à lire et à comprendre", "Réponse"):
        called = re.compile(rf"^{name}\W*$")  # a star says that it must be filled in
        expect(page.get_by_role("textbox", name=called).first).to_be_attached()
    assert not faults(page, OURS, SCREEN_OPTIONS)


def linked(reader: Reader) -> list[str]:
    """Return the addresses of the screens to which a link leads."""
    addresses = []
    for path, link in LINKS.items():
        reader.go(path)
        addresses.append(reader.page.locator(link).first.get_attribute("href") or "")
    return addresses


def leaving(reader: Reader) -> list[str]:
    """Return the addresses of the screens that ask before a page goes or moves."""
    page, place = (address_of(reader, title) for title in (LEAVES, PLACE))
    return [page + screen.format(place=place.rstrip("/").rpartition("/")[2]) for screen in LEAVING]


def address_of(reader: Reader, title: str) -> str:
    """Return the address in the admin under which a page's own screens lie."""
    reader.go(f"/admin/pages/search/?q={title}")
    link = reader.page.get_by_role("link", name=title, exact=True).first
    return (link.get_attribute("href") or "").removesuffix("edit/")
