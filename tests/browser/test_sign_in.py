"""Somebody's first time, in a real browser: from the one-time link to the admin, and back with a code."""

import base64

import pytest
from playwright.sync_api import expect

from ..sign_in import code
from .conftest import ADMIN_WIDTH, NEWCOMER, OpenWindow
from .test_accessibility import OPTIONS
from .test_admin_accessibility import faults

pytestmark = pytest.mark.browser

PASSWORD = "une phrase que je retiens"
CONTRAST = {"color-contrast": {"enabled": True}, "color-contrast-enhanced": {"enabled": False}}


def test_from_the_link_to_the_admin_and_back(
    open_window: OpenWindow, editable_site: str, newcomers_link: str
) -> None:
    reader = open_window(ADMIN_WIDTH, origin=editable_site, signs_in=True)
    page = reader.page

    def check() -> None:
        found = faults(page, {"include": [["main"]]}, OPTIONS | {"rules": CONTRAST})
        assert not found, "\n".join(found)

    reader.go(newcomers_link)
    page.locator("input[name='new_password1']").fill(PASSWORD)
    page.locator("input[name='new_password2']").fill(PASSWORD)
    page.get_by_role("button").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Configurez votre second facteur")
    assert page.locator("main svg").first.bounding_box()["width"] > 150
    check()
    key = base64.b32decode(page.locator("code").inner_text().replace(" ", "")).hex()
    page.locator("input[name='code']").fill(code(key=key))
    page.get_by_role("button", name="Confirmer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Vos codes de secours")
    expect(page.locator("main li code")).to_have_count(10)
    check()
    page.get_by_role("link", name="Continuer").click()
    page.wait_for_url("**/admin/")

    reader.context.clear_cookies()
    reader.go("/admin/")
    check()
    page.locator("input[name='username']").fill(NEWCOMER)
    page.locator("input[name='password']").fill(PASSWORD)
    # The app’s next code: the one that it showed a moment ago has been used.
    page.locator("input[name='code']").fill(code(1, key))
    page.locator("input[name='code']").press("Enter")
    page.wait_for_url("**/admin/")
    reader.go("/admin/account/sign-in/")
    expect(page.locator("main")).to_contain_text("10 codes de secours restants")
