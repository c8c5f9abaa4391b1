"""A word explains itself by keyboard alone, without JavaScript; on paper its meaning is a footnote."""

import pytest
from playwright.sync_api import expect

from .conftest import OpenWindow
from .samples import Samples

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 1280)])
def test_by_keyboard_without_javascript(
    open_window: OpenWindow, samples: Samples, language: str, width: int
) -> None:
    reader = open_window(width, javascript=False)
    page = reader.page
    reader.go(samples["SpecialityPage", language])
    word = page.locator("button.explained").first
    note = page.locator(f"#{word.get_attribute('popovertarget')}")
    expect(note).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    box = note.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Tab")
    expect(note.locator("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(note).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_on_paper(open_window: OpenWindow, samples: Samples) -> None:
    reader = open_window()
    page = reader.page
    reader.go(samples["SpecialityPage", "fr"])
    page.emulate_media(media="print")
    notes = page.locator(".explanation")
    assert notes.count() > 2
    assert all(note.is_visible() for note in notes.all())
    assert not page.locator(".explanation button").first.is_visible()
