"""No way around signing in: every address that the project routes, without it, half done, in each role."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from normandy_centres.users import roles

from ..factories import SuperuserFactory
from ..routes import routed
from ..sign_in import with_password_only
from .conftest import NOBODY, ROLES

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What of the admin is there for who isn't signed in.
OPEN = {
    "/admin/login/",
    "/admin/logout/",
    "/admin/jsi18n/",
    "/admin/password_reset/",
    "/admin/password_reset/confirm/1/1/",
    "/admin/password_reset/done/",
    "/admin/password_reset/complete/",
    "/admin/second-factor/",
    "/admin/sprite/",
}
#: Wagtail's: the first fails on purpose, the others name steps of workflows and searches, and take nothing.
OTHERS = {
    "/admin/searchpicks/queries/chooser/",
    "/admin/searchpicks/queries/chooser/results/",
    "/admin/failwhale/",
    "/admin/workflows/task_chooser/",
    "/admin/workflows/task_chooser/create/",
    "/admin/workflows/task_chooser/results/",
    "/admin/workflows/task_chosen/1/",
}
#: Parts of the admin that only those see whose role says so, and what each is about.
RESERVED = {
    "/admin/users/": "users.user",
    "/admin/groups/": "auth.group",
    "/admin/workflows/": "wagtailcore.workflow",
    "/admin/collections/": "wagtailcore.collection",
    "/admin/redirects/": "wagtailredirects.redirect",
    "/admin/searchpicks/": "wagtailsearchpromotions.searchpromotion",
    "/admin/snippets/pages/menu/": "pages.menu",
    "/admin/gone-pages/": "pages.publicpage",
    "/admin/sites/": "wagtailcore.site",
    "/admin/locales/": "wagtailcore.locale",
}


#: Where such a part begins elsewhere than at its address.
BEGINS = {"/admin/workflows/": "/admin/workflows/list/"}


def admin_addresses() -> list[str]:
    return [path for path in routed() if path.startswith("/admin/") and path not in OPEN]


def is_refused(answer: HttpResponse) -> bool:
    """Tell whether somebody was sent away, or was told no more than that there is nothing."""
    if answer.status_code == 302:
        return answer["location"].partition("?")[0] in {"/admin/", "/admin/login/"}
    return answer.status_code in {301, 403, 404, 405}


def asks_to_sign_in(answer: HttpResponse, path: str) -> bool:
    return answer.status_code == 302 and answer["location"] == f"/admin/login/?next={path}"


def half_way() -> Client:
    """Return a browser whose session has a password only, and that of somebody who may do everything."""
    browser = Client()
    with_password_only(browser, SuperuserFactory())
    return browser


def test_the_walk_finds_what_there_is() -> None:
    found, nowhere = routed(), []
    for path in found:
        try:
            with translation.override("fr"):
                resolve(path)
        except Resolver404:
            nowhere.append(path)
    assert not nowhere
    assert len(admin_addresses()) > 350
    assert {*OPEN, "/api/v1/facts/1", "/documents/1/1", "/_util/login/", "/rechercher/"} <= {*found}


@pytest.mark.parametrize("send", ["get", "post"])
@pytest.mark.parametrize("browser", [Client, half_way], ids=["nobody", "password only"])
def test_no_address_of_the_admin_opens(browser: Callable[[], Client], send: str) -> None:
    client = browser()
    opened = [
        path for path in admin_addresses() if not asks_to_sign_in(getattr(client, send)(path), path)
    ]
    assert not opened


@pytest.mark.drill
def test_a_password_alone_shows_what_everybody_sees() -> None:
    anybody, half = Client(), half_way()
    half.raise_request_exception = anybody.raise_request_exception = False
    different = []
    outside = {*routed()} - {*admin_addresses()}
    for path in sorted(path for path in outside if not path.startswith("/gallery/")):
        seen, expected = half.get(path), anybody.get(path)
        if (seen.status_code, seen.get("location")) != (
            expected.status_code,
            expected.get("location"),
        ):
            different.append(path)
    assert not different


def test_wagtails_form_for_readers_leads_to_ours(client: Client) -> None:
    answer = client.post("/_util/login/?next=/x/", {"username": "a", "password": "b"})
    assert answer["location"] == "/admin/login/?next=/x/"


@pytest.mark.drill
@pytest.mark.parametrize("key", ROLES)
def test_each_role_sees_its_own_parts(key: str, browser_of: Callable[[str], Client]) -> None:
    """All other addresses answer too, without an error: what is done with them is the matrix's to test."""
    browser = browser_of(key)
    browser.raise_request_exception = False
    failed, opened = [], []
    rights = set() if key == NOBODY else rights_of(roles.read().roles[key])
    held = {right.split(".", 1)[1] for right in rights}
    for path in {*admin_addresses()} - OTHERS:
        answer = browser.get(path)
        if answer.status_code >= 500:
            failed.append(path)
        elif not is_refused(answer):
            assert key != NOBODY, path
            about = [thing for start, thing in RESERVED.items() if path.startswith(start)]
            opened += [path] if not all(sees(held, thing) for thing in about) else []
    assert not failed
    assert not opened
    assert {
        start for start in RESERVED if browser.get(BEGINS.get(start, start)).status_code == 200
    } == {start for start, thing in RESERVED.items() if sees(held, thing)}


def rights_of(role: roles.Role) -> set[str]:
    return role.plain.union(*role.collected.values())


def sees(held: set[str], thing: str) -> bool:
    """Tell whether somebody has any right to a kind of thing."""
    return any(right.endswith(f"_{thing.rpartition('.')[2]}") for right in held)
