"""A server, a browser and windows in it. Nothing here may use the database once the browser runs.

Playwright's event loop runs in the tests' own thread, and Django refuses database work beside it:
addresses are looked up before the browser starts, and it ends with this package.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, expect, sync_playwright
from wagtail.users.models import UserProfile

from normandy_centres.users import roles
from normandy_centres.users.invitations import one_time_link
from normandy_centres.users.setup import set_up

from ..database import connected_to
from ..factories import SuperuserFactory
from ..sign_in import give_recovery_codes
from .reader import Reader, Scheme
from .samples import Samples, find_samples, kept_along
from .server import copy_database, serve

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
HEIGHTS = {320: 640, 1280: 900}
PATIENCE = 30_000  # milliseconds
EDITOR, PASSWORD = "une-editrice", "un-mot-de-passe-de-test"
ENGLISH = "an-administrator"  # reads the admin in English
NEWCOMER = "une-nouvelle"  # was invited, and has not come yet

#: Recovery codes that everybody has; an app's code works once in half a minute, tests sign in more often.
CODES = [f"test-{number:04}" for number in range(60)]
_codes = iter(CODES)


def next_code() -> str:
    """Return a recovery code that nobody has used yet."""
    return next(_codes)


ADMIN_WIDTH = 1400

OpenWindow = Callable[..., Reader]
SignIn = Callable[[str], Reader]


@pytest.fixture(scope="package")
def db(django_db_setup: None) -> None:
    """The test database is there (pytest-django looks for this name), but in no transaction."""


@pytest.fixture(scope="package")
def samples(db: None, django_db_blocker: Any) -> Samples:
    """The path of one page of every kind in both languages."""
    with django_db_blocker.unblock():
        return find_samples()


@pytest.fixture(scope="package")
def along(db: None, django_db_blocker: Any) -> dict[str, list[str]]:
    """The paths of what is kept along with each page, by language."""
    with django_db_blocker.unblock():
        return kept_along()


@pytest.fixture(scope="package")
def database(db: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the loaded database in which people may sign in: EDITOR, and somebody in each role.

    Whoever has a role is called as it is ("baclesse-editor"); ENGLISH has that of the administrators.
    Everybody's word is PASSWORD, and everybody has CODES.
    """
    copy = tmp_path_factory.mktemp("site") / "site.sqlite3"
    with django_db_blocker.unblock():
        editor = SuperuserFactory(username=EDITOR)
        editor.set_password(PASSWORD)
        editor.save()
        give_recovery_codes(editor, CODES)
        UserProfile.objects.create(user=editor, preferred_language="fr")
        copy_database(copy)
        editor.delete()  # only in the copy
        with connected_to(str(copy)):
            _add_people()
            newcomer = SuperuserFactory(username=NEWCOMER, password=make_password(None))
            copy.with_suffix(".link").write_text(one_time_link(newcomer))
    return copy


def _add_people() -> None:
    data = roles.read()
    set_up(data, lambda line: None)
    people = [(key, key, "fr") for key in data.roles] + [(ENGLISH, "administrator", "en")]
    for name, key, language in people:
        person = get_user_model().objects.create_user(name, f"{name}@example.org", PASSWORD)
        give_recovery_codes(person, CODES)
        person.groups.add(Group.objects.get(name=data.roles[key].group))
        UserProfile.objects.create(user=person, preferred_language=language)


@pytest.fixture
def newcomers_link(database: Path) -> str:
    """The path of the one-time link that NEWCOMER was sent."""
    return urlsplit(database.with_suffix(".link").read_text()).path


@pytest.fixture(scope="package")
def editable_database(database: Path) -> Path:
    """A copy of its own for those who change something."""
    return Path(shutil.copy(database, database.with_name("editable.sqlite3")))


@pytest.fixture(scope="package")
def editable_site(editable_database: Path) -> Iterator[str]:
    """A server over it: what is published here is seen by no test that only reads."""
    with serve(editable_database) as origin:
        yield origin


@pytest.fixture(scope="package")
def site(database: Path) -> Iterator[str]:
    """The address of a server for those who only read."""
    with serve(database) as origin:
        yield origin


@pytest.fixture(scope="package")
def browser(samples: Samples, along: dict[str, list[str]], site: str) -> Iterator[Browser]:
    """Chromium; the runner of the tests names it in $CHROMIUM."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is missing: `apt install chromium`, or CHROMIUM=/path/to/it"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def _windows(browser: Browser, site: str) -> OpenWindow:
    def open_window(
        width: int = 1280,
        scheme: Scheme = "light",
        *,
        javascript: bool = True,
        origin: str = site,
        signs_in: bool = False,
    ) -> Reader:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="fr-FR",
        )
        context.set_default_timeout(PATIENCE)
        return Reader(origin, context.new_page(), signs_in)

    return open_window


@pytest.fixture
def open_window(_windows: OpenWindow) -> Iterator[OpenWindow]:
    """Open windows: ``open_window(width, scheme, javascript=…)``. A test ends with none open.

    Whatever else a test checks, a window in which something went wrong fails it.
    """
    opened: list[Reader] = []

    def open_and_remember(*arguments: Any, **options: Any) -> Reader:
        opened.append(_windows(*arguments, **options))
        return opened[-1]

    yield open_and_remember
    problems = [problem for reader in opened for problem in reader.found_problems()]
    for reader in opened:
        reader.context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def sign_in(open_window: OpenWindow, editable_site: str) -> SignIn:
    """Open a window in which somebody has signed in: ``sign_in("baclesse-editor")``."""

    def sign_in(name: str) -> Reader:
        reader = open_window(ADMIN_WIDTH, origin=editable_site, signs_in=True)
        page = reader.page
        reader.go("/admin/")
        page.locator("input[name='username']").fill(name)
        page.locator("input[name='password']").fill(PASSWORD)
        page.locator("input[name='code']").fill(next_code())
        page.get_by_role("button", name="identifier").click()
        page.wait_for_url("**/admin/")
        return reader

    return sign_in


@pytest.fixture
def visitor(open_window: OpenWindow, editable_site: str) -> Reader:
    """Somebody who reads the site that others edit."""
    return open_window(origin=editable_site)


@pytest.fixture(scope="module")
def window(_windows: OpenWindow) -> Iterator[Reader]:
    """One window for all tests of a module, which looks at what went wrong itself."""
    reader = _windows()
    yield reader
    reader.context.close()
