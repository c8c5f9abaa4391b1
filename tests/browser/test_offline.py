"""Pages that a reader keeps: nothing before asking, dated without a connection, gone once erased."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import OpenWindow
from .reader import Reader
from .samples import Samples
from .server import serve

pytestmark = [pytest.mark.browser, pytest.mark.drill]

#: What the browser holds: the names of all caches, the addresses in them, the workers.
STATE = """async () => {
    const names = await caches.keys();
    const addresses = await Promise.all(
        names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    const workers = await navigator.serviceWorker.getRegistrations();
    return { names, addresses: addresses.flat(), workers: workers.length };
}"""
BANNER = "body > [data-saved]"
KEEP, ERASE = '[data-do="keep"]', '[data-do="erase"]'
STATUS = ".keep-status"
LISTS = {"fr": "/pages-gardees/", "en": "/en/kept/"}
SAVED = {"fr": "Enregistrée le", "en": "Saved on"}


@dataclass
class State:
    """What is stored in the browser."""

    names: list[str]
    addresses: list[str]
    workers: int

    @property
    def is_empty(self) -> bool:
        return not self.names and not self.workers


@pytest.fixture
def reader(along: dict[str, list[str]], open_window: OpenWindow) -> Iterator[Reader]:
    """A window; that requests fail without a connection is no fault."""
    reader = open_window()
    yield reader
    reader.problems = [item for item in reader.problems if "ERR_INTERNET_DISCONNECTED" not in item]


def keep(reader: Reader, path: str) -> None:
    reader.go(path)
    reader.page.locator(KEEP).click()
    reader.page.locator(ERASE).wait_for()


def erase(reader: Reader, path: str) -> None:
    reader.go(path)
    reader.page.locator(ERASE).click()
    reader.page.locator(KEEP).wait_for()


def state(reader: Reader) -> State:
    return State(**reader.page.evaluate(STATE))


def lose_connection(reader: Reader) -> None:
    """Leave the reader with what was kept, without what the browser has stored by itself."""
    reader.context.new_cdp_session(reader.page).send("Network.clearBrowserCache")
    reader.context.set_offline(True)


def is_styled(reader: Reader) -> bool:
    """Whether the page's styles and its own fonts are there."""
    return reader.page.evaluate("""async () => {
        await document.fonts.ready;
        const faces = [...document.fonts].filter(({ status }) => status === "loaded");
        const style = getComputedStyle(document.querySelector(".site-header-row"));
        return faces.some(({ family }) => family.includes("Bricolage")) && style.display === "flex";
    }""")


@pytest.mark.drill
def test_nothing_is_stored_before_asking(reader: Reader, samples: Samples) -> None:
    for path in (*samples.values(), *LISTS.values()):
        reader.page.goto(f"{reader.origin}{path}")
        assert state(reader).is_empty, path
    storage = reader.page.evaluate("localStorage.length + sessionStorage.length")
    assert storage == 0
    reader.found_problems()  # the page that isn't there


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.drill)])
def test_kept_pages_are_read_without_a_connection(
    reader: Reader, samples: Samples, along: dict[str, list[str]], language: str
) -> None:
    path = samples["SpecialityPage", language]
    keep(reader, path)
    day = reader.page.locator(f"{STATUS} [data-on]:visible").inner_text()
    assert reader.page.locator(ERASE).evaluate("button => button === document.activeElement")
    # What can't be sent without a connection isn't asked either.
    fresh = reader.page.locator("main h2:not(#feedback)").all_inner_texts()

    lose_connection(reader)
    for address in (path, *along[language], LISTS[language]):
        assert reader.go(address).from_service_worker
        banner = reader.page.locator(BANNER)
        assert banner.is_visible()
        assert SAVED[language] in banner.inner_text()
        assert day in banner.inner_text()
        assert is_styled(reader), address
        reader.page.locator("[data-keep]:not([hidden]), [data-kept]:not([hidden])").wait_for()
        assert reader.page.locator("html").get_attribute("lang") == language
    reader.go(path)
    assert reader.page.locator("main h2").all_inner_texts() == fresh
    reader.go(along[language][0])
    assert reader.page.locator("main a[href^='tel:']").count() > 2


@pytest.mark.drill
def test_the_network_comes_first(reader: Reader, samples: Samples) -> None:
    path = samples["SpecialityPage", "fr"]
    keep(reader, path)
    lose_connection(reader)
    reader.go(path)
    assert reader.page.locator(BANNER).count() == 1
    reader.context.set_offline(False)
    reader.go(path)
    assert reader.page.locator(BANNER).count() == 0
    reader.page.locator(ERASE).wait_for()
    assert "Gardée sur cet appareil le" in reader.page.locator(STATUS).inner_text()


def test_erasing_a_page(reader: Reader, samples: Samples) -> None:
    first, second = samples["SpecialityPage", "fr"], samples["AwardPage", "fr"]
    keep(reader, first)
    keep(reader, second)
    erase(reader, first)
    assert reader.page.locator(STATUS).inner_text() == "Effacée de cet appareil."
    left = state(reader)
    assert f"{reader.origin}{first}" not in left.addresses
    assert f"{reader.origin}{second}" in left.addresses
    assert left.workers == 1

    # What isn't kept leads to the list of what is.
    reader.context.set_offline(True)
    reader.page.goto(f"{reader.origin}{first}")
    assert reader.path == LISTS["fr"]
    erase(reader, second)
    assert state(reader).is_empty, "with the last page goes all the rest"


@pytest.mark.drill
def test_the_list(reader: Reader, samples: Samples, along: dict[str, list[str]]) -> None:
    paths = [samples["SpecialityPage", "fr"], samples["AwardPage", "en"]]
    for path in paths:
        keep(reader, path)
    reader.go(LISTS["fr"])
    page = reader.page
    asked = page.locator('[data-list="asked"] a')
    page.locator('[data-list="asked"] li').nth(1).wait_for()
    assert sorted(link.get_attribute("href") or "" for link in asked.all()) == sorted(paths)
    assert page.locator('[data-list="asked"] [lang="en"]').count() == 1
    with_them = page.locator('[data-list="along"] a').all()
    assert {link.get_attribute("href") for link in with_them} == {
        *along["fr"],
        *along["en"],
        *LISTS.values(),
    }
    page.get_by_role("button", name=f"Effacer {asked.nth(0).inner_text()}", exact=True).click()
    page.get_by_text("Effacée de cet appareil.").wait_for()
    assert asked.count() == 1
    page.get_by_role("button", name="Effacer tout ce qui est gardé").click()
    page.get_by_text("Rien n’est gardé sur cet appareil.").wait_for()
    assert state(reader).is_empty


@pytest.mark.drill
def test_what_another_layout_left_is_swept(reader: Reader, samples: Samples) -> None:
    reader.go("/")
    reader.page.evaluate("caches.open('kept-0:fr:/')")
    reader.page.evaluate("caches.open('something-else')")
    keep(reader, samples["AwardPage", "fr"])
    names = state(reader).names
    assert "kept-0:fr:/" not in names
    assert "something-else" in names, "it isn't ours"
    assert f"kept-1:fr:{samples['AwardPage', 'fr']}" in names


@pytest.mark.drill
@pytest.mark.parametrize("query", ["", "?q=caen"])
def test_queries_and_the_admin_are_left_alone(reader: Reader, samples: Samples, query: str) -> None:
    keep(reader, samples["AwardPage", "fr"])
    path = f"/en/search/{query}" if query else "/admin/login/"
    response = reader.page.goto(f"{reader.origin}{path}")
    assert response
    assert not response.from_service_worker
    addresses = state(reader).addresses
    assert not [url for url in addresses if "/admin" in url or "?" in url]
    reader.context.clear_cookies()  # of the form to sign in
    reader.found_problems()


@pytest.mark.drill
def test_keeping_fails_without_a_connection(reader: Reader, samples: Samples) -> None:
    reader.go(samples["AwardPage", "fr"])
    reader.context.set_offline(True)
    reader.page.locator(KEEP).click()
    reader.page.get_by_text("La page n’a pas pu être gardée.").wait_for()
    assert state(reader).is_empty
    reader.found_problems()


@pytest.fixture
def own_site(database: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server whose settings a test may change."""
    copy = tmp_path / "site.sqlite3"
    shutil.copyfile(database, copy)
    with serve(copy) as origin:
        yield origin, copy


@pytest.mark.drill
def test_switched_off_it_goes(
    own_site: tuple[str, Path], samples: Samples, open_window: OpenWindow
) -> None:
    origin, path = own_site
    reader = open_window(origin=origin)
    keep(reader, samples["AwardPage", "fr"])
    with sqlite3.connect(path) as database:
        database.execute("UPDATE pages_sitesettings SET offline = 0")
    reader.go("/")
    assert reader.page.locator(KEEP).count() == 0
    # The browser looks for a new worker by itself at each page; here it is told to do so at once.
    reader.page.evaluate(
        "navigator.serviceWorker.getRegistration().then((found) => found?.update())"
    )
    for _time in range(100):
        if state(reader).is_empty:
            break
        reader.page.wait_for_timeout(50)
    assert state(reader).is_empty


@pytest.mark.parametrize("language", LISTS)
def test_without_javascript_nothing_is_offered(open_window: OpenWindow, language: str) -> None:
    reader = open_window(390, javascript=False)
    reader.go(LISTS[language])
    assert reader.page.locator("[data-unable]").is_visible()
    assert not reader.page.locator("[data-kept]").is_visible()
    reader.go("/")
    assert not reader.page.locator(KEEP).is_visible()
