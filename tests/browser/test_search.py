"""A search with the keyboard alone: suggestions go by with the arrows, Enter opens one or sends the form."""

import pytest

from .conftest import OpenWindow
from .test_accessibility import axe

pytestmark = pytest.mark.browser


def test_suggestions_with_the_keyboard(open_window: OpenWindow) -> None:
    reader = open_window(320)
    page = reader.page
    reader.go("/rechercher/")
    field = page.get_by_role("combobox")
    while not field.evaluate("(field) => field === document.activeElement"):
        page.keyboard.press("Tab")
    options = page.get_by_role("option")

    page.keyboard.type("protonth")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert not axe(page)
    page.keyboard.press("ArrowDown")
    first = options.first
    assert first.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    options.first.wait_for(state="hidden")
    assert field.input_value() == "protonth"

    page.keyboard.press("ArrowDown")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/protontherapie/")

    reader.go("/rechercher/")
    field.focus()
    page.keyboard.type("lymphomes")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=lymphomes*")
    assert page.locator("li.result mark").count() > 2
    assert not axe(page)
