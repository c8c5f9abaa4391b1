"""JavaScript off: everything a reader comes for still works."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from .conftest import OpenWindow
from .reader import Reader
from .samples import QUERIES, Samples

pytestmark = pytest.mark.browser

PHONE = 390
IN_TURN = ["fr", pytest.param("en", marks=pytest.mark.drill)]


def open_menu(page: Page) -> None:
    """Open the menu of a narrow window."""
    assert not page.locator(".site-menu-panel").is_visible()
    page.locator(".site-menu summary").click()
    assert page.locator(".site-menu-panel").is_visible()


@pytest.fixture
def phone(open_window: OpenWindow) -> Reader:
    reader = open_window(PHONE, javascript=False)
    reader.go("/")
    return reader


def test_from_home_to_the_same_section_in_english(phone: Reader, samples: Samples) -> None:
    page = phone.page
    open_menu(page)
    index = samples["SpecialityIndexPage", "fr"]
    page.locator(f'.site-menu-panel a[href="{index}"]').click()
    assert phone.path == index
    page.locator(f'main a[href="{samples["SpecialityPage", "fr"]}"]').first.click()
    assert page.locator("html").get_attribute("lang") == "fr"

    link = page.locator('a.twin[href*="#section-"]').nth(1)
    section = (link.get_attribute("href") or "").partition("#")[2]
    assert page.locator(f"h2#{section}").count() == 1
    link.click()
    assert phone.path == f"{samples['SpecialityPage', 'en']}#{section}"
    assert page.locator("html").get_attribute("lang") == "en"
    assert phone.in_view(f"h2#{section}")


def test_each_section_has_its_twin(phone: Reader, samples: Samples) -> None:
    """Every section's link leads to an element of that name, whose own link leads back."""
    page = phone.page
    phone.go(samples["SpecialityPage", "fr"])
    assert page.locator("main h2[id^='section-']").count() > 2
    leads_to = twins(page)
    phone.go(samples["SpecialityPage", "en"])
    assert twins(page).keys() == leads_to.keys()
    ids = {element.get_attribute("id") for element in page.locator("[id^='section-']").all()}
    assert set(leads_to) <= ids


def twins(page: Page) -> dict[str, str]:
    """Return the path to which the link of each section leads, by the section's id."""
    links = [urlsplit(link.get_attribute("href") or "") for link in page.locator("a.twin").all()]
    return {link.fragment: link.path for link in links}


@pytest.mark.parametrize("language", IN_TURN)
def test_search(phone: Reader, samples: Samples, language: str) -> None:
    page = phone.page
    phone.go(samples["HomePage", language])
    open_menu(page)
    page.locator(".site-menu-panel .search-link").click()
    page.get_by_role("searchbox").fill(QUERIES[language])
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=*")
    results = page.locator("#section-results, #results").locator("xpath=ancestor::section//a")
    assert results.count() > 2
    heading = results.nth(1).inner_text()
    results.nth(1).click()
    assert page.locator("html").get_attribute("lang") == language, heading


@pytest.mark.parametrize("language", IN_TURN)
def test_a_page_was_of_no_use(phone: Reader, samples: Samples, language: str) -> None:
    page = phone.page
    start = samples["StandardPage as content", language]
    phone.go(start)
    page.locator('main form button[value="no"]').click()
    reasons = page.locator("main form button")
    assert reasons.count() == 4
    boxes = [button.bounding_box() for button in reasons.all()]
    assert all(box and min(box["width"], box["height"]) >= 44 for box in boxes)
    reasons.last.click()
    page.locator(f'main a[href="{start}"]').click()
    assert phone.path == start


@pytest.mark.parametrize("language", IN_TURN)
def test_filter_of_the_awards(phone: Reader, samples: Samples, language: str) -> None:
    page = phone.page
    phone.go(samples["AwardIndexPage", language])
    cards = page.locator(f'main a[href^="{samples["CentreIndexPage", language]}"]')
    before = cards.count()
    choice = page.locator("#filter-centre option").nth(1).get_attribute("value")
    assert choice
    page.locator("#filter-centre").select_option(choice)
    page.locator("main form[method=get] button").click()
    page.wait_for_url(f"**centre={choice}*")
    assert page.locator("#filter-centre").input_value() == choice
    assert 0 < cards.count() < before
