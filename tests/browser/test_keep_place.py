"""With JavaScript, the header's language switch keeps the reader's place on the page."""

import pytest

from .conftest import OpenWindow
from .reader import Reader
from .samples import Samples

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SECTIONS = "main h2[id^='section-']"
KINDS = ("SpecialityPage", "CentrePage")


def read_until(reader: Reader, number: int) -> str:
    """Scroll as a reader does until a section's heading is near the top; return its id."""
    heading = reader.page.locator(SECTIONS).nth(number)
    for _ in range(200):
        box = heading.bounding_box()
        assert box is not None
        if box["y"] < 150:
            break
        reader.page.mouse.wheel(0, min(400, box["y"] - 100))
        reader.page.wait_for_timeout(20)
    name = heading.get_attribute("id")
    assert name
    return name


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.drill)])
def test_switch_leads_to_the_same_section(
    open_window: OpenWindow, samples: Samples, kind: str, language: str
) -> None:
    reader = open_window()
    reader.go(samples[kind, language])
    section = read_until(reader, 2)
    # The window goes back to the header where it doesn't stay in view, as a reader's would.
    reader.page.locator(".site-header-row > .language-tile").click()
    other = "en" if language == "fr" else "fr"
    reader.page.wait_for_url(f"**{samples[kind, other]}*")
    assert reader.path == f"{samples[kind, other]}#{section}"
    assert reader.in_view(f"#{section}")


def test_switch_by_keyboard(open_window: OpenWindow, samples: Samples) -> None:
    reader = open_window()
    reader.go(samples["SpecialityPage", "fr"])
    section = read_until(reader, 2)
    reader.page.locator(".site-header-row > .language-tile").focus()
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**{samples['SpecialityPage', 'en']}*")
    assert reader.path.endswith(f"#{section}")


def test_switch_on_a_phone(open_window: OpenWindow, samples: Samples) -> None:
    reader = open_window(390)
    reader.go(samples["SpecialityPage", "fr"])
    section = read_until(reader, 2)
    reader.page.locator(".site-menu summary").click()
    reader.page.locator(".site-menu-panel .language-tile").click()
    reader.page.wait_for_url(f"**{samples['SpecialityPage', 'en']}*")
    assert reader.path.endswith(f"#{section}")


def test_switch_leads_to_the_top_from_the_top(open_window: OpenWindow, samples: Samples) -> None:
    reader = open_window()
    reader.go(samples["SpecialityPage", "fr"])
    reader.page.locator(".site-header-row > .language-tile").click()
    reader.page.wait_for_url(f"**{samples['SpecialityPage', 'en']}*")
    assert reader.path == samples["SpecialityPage", "en"]
