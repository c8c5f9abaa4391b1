"""Somebody has lost their telephone: an administrator makes sure who it is, and lets them in anew."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from normandy_centres.users.models import User

from ..factories import SuperuserFactory
from ..sign_in import code, give_app, with_both_factors

pytestmark = [pytest.mark.django_db, pytest.mark.once]

Person = Callable[[str], AbstractUser]
BrowserOf = Callable[[str], Client]


@pytest.fixture
def editor(person: Person) -> User:
    user = person("baclesse-editor")
    user.set_password("un-mot-de-passe-assez-long")
    user.save()
    give_app(user)
    return user


def page_of(user: AbstractUser) -> str:
    return reverse("sign_in_of", args=[user.pk])


def test_it_is_logged_ends_sessions_and_shows_a_link_once(
    editor: User, person: Person, browser_of: BrowserOf
) -> None:
    with_both_factors(lost := Client(), editor)
    administrator = browser_of("administrator")
    where = page_of(editor)
    assert where in administrator.get(reverse("wagtailusers_users:index")).content.decode()
    wrong = administrator.post(where, {"code": "000000", "reset": "1"})
    assert "Ce n’est pas le bon code" in wrong.content.decode()
    assert lost.get("/admin/").status_code == 200

    person("administrator").totpdevice_set.update(throttling_failure_count=0)
    shown = administrator.post(where, {"code": code(), "reset": "1"}).content.decode()
    (message,) = mail.outbox
    link = next(line for line in message.body.splitlines() if "/confirm/" in line)
    assert message.to == [editor.email]
    assert link in shown
    assert link not in administrator.get(where).content.decode()
    assert lost.get("/admin/").status_code == 302
    editor.refresh_from_db()
    assert not editor.has_usable_password(), "nor does a forgotten password lead in"
    entry = ModelLogEntry.objects.get(action="users.second_factor_reset")
    assert (entry.user, entry.object_id) == (person("administrator"), str(editor.pk))
    assert "retiré" in entry.message

    Client().post(reverse("wagtailadmin_password_reset"), {"email": editor.email})
    assert len(mail.outbox) == 1


def test_an_administrator_ends_somebody_s_sessions(editor: User, browser_of: BrowserOf) -> None:
    with_both_factors(client := Client(), editor)
    browser_of("administrator").post(page_of(editor), {"end_sessions": "1"})
    assert client.get("/admin/").status_code == 302
    assert ModelLogEntry.objects.filter(action="users.sessions_ended").count() == 1


def test_not_one_s_own_nor_that_of_somebody_who_may_do_more(
    editor: User, person: Person, browser_of: BrowserOf
) -> None:
    chief = SuperuserFactory()
    form: dict[str, Any] = {"code": code(), "reset": "1", "end_sessions": "1"}
    for who, whose in (
        ("administrator", person("administrator")),
        ("administrator", chief),
        ("baclesse-publisher", editor),
    ):
        assert browser_of(who).post(page_of(whose), form).status_code == 302
        whose.refresh_from_db()
        assert whose.sessions_ended == 0


def test_whoever_gets_an_account_in_the_admin_gets_a_link(browser_of: BrowserOf) -> None:
    browser = browser_of("administrator")
    add = reverse("wagtailusers_users:add")
    assert 'type="password"' not in browser.get(add).content.decode()
    browser.post(
        add,
        {
            "username": "camille",
            "email": "camille@example.org",
            "first_name": "Camille",
            "last_name": "Dupont",
        },
    )
    (message,) = mail.outbox
    assert message.to == ["camille@example.org"]
    assert "/password_reset/confirm/" in message.body
    assert not User.objects.get(username="camille").has_usable_password()
