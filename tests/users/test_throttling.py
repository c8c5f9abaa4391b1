"""Who fails too often waits: a name from one address, a code from anywhere."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.test import Client

from normandy_centres.users.models import User
from normandy_centres.users.sign_in.second_factor import new_recovery_codes

from ..factories import SuperuserFactory
from ..sign_in import PASSWORD, SIGN_IN, WRONG, code, is_in, send

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.mark.parametrize(("language", "word"), [("fr", "Trop d’essais"), ("en", "Too many tries")])
def test_five_failures_of_a_name_from_an_address(
    claire: User, clock: Any, language: str, word: str
) -> None:
    client = Client(headers={"accept-language": language})
    tries = [(PASSWORD, WRONG), ("x" * 14, code())] * 3
    answers = []
    for password, typed in tries[:5]:
        answers.append(send(client, password, typed).status_code)
        clock.shift(20)
    assert answers == [200, 200, 200, 200, 429]
    locked = send(client)
    assert locked.status_code == 429
    assert word in locked.content.decode()
    assert locked["Retry-After"] == "900"
    send(elsewhere := Client(REMOTE_ADDR="192.0.2.7"))
    assert is_in(elsewhere), "somebody else’s failures lock nobody out"
    clock.shift(timedelta(minutes=16))
    send(client)
    assert is_in(client)


def test_many_names_from_one_address(claire: User, clock: Any, settings: Any) -> None:
    """Who tries one name after the other waits, too; a few people's typos keep nobody else out."""
    settings.ADDRESS_FAILURE_LIMIT = 12

    def fail(names: range) -> list[int]:
        typed = [
            {"username": f"somebody{name}", "password": PASSWORD, "code": WRONG} for name in names
        ]
        return [Client().post(SIGN_IN, form).status_code for form in typed]

    assert fail(range(5)) == [200] * 5
    assert [send(Client(), typed=WRONG).status_code for _each in range(5)] == [200] * 4 + [429]
    SuperuserFactory(username="jeanne", password=make_password(PASSWORD))
    colleague = Client().post(SIGN_IN, {"username": "jeanne", "password": PASSWORD, "code": WRONG})
    assert colleague.status_code == 200, "one name that waits keeps no colleague out"
    assert fail(range(5, 9)) == [429] * 4, "known names and unknown ones are answered alike"
    clock.shift(timedelta(minutes=10))
    assert fail(range(9, 10)) == [429]
    send(elsewhere := Client(REMOTE_ADDR="192.0.2.7"))
    assert is_in(elsewhere)
    clock.shift(timedelta(minutes=6))
    send(client := Client())
    assert is_in(client)


def test_what_was_typed_is_not_kept(claire: User, client: Client) -> None:
    recovery = new_recovery_codes(claire)[0]
    send(client, "wrong-" * 3, recovery)
    kept = AccessAttempt.objects.get()
    assert recovery not in kept.post_data
    assert "wrong-" not in kept.post_data


@pytest.mark.parametrize(
    ("behind", "forwarded", "kept"),
    [
        (False, "192.0.2.1", "127.0.0.1"),
        (True, "192.0.2.1", "192.0.2.1"),
        (True, "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "nonsense", None),
    ],
)
def test_the_address_is_the_one_that_the_proxy_names(
    claire: User, settings: Any, behind: bool, forwarded: str, kept: str | None
) -> None:
    settings.BEHIND_PROXY = behind
    send(Client(headers={"x-forwarded-for": forwarded}), typed=WRONG)
    assert AccessAttempt.objects.get().ip_address == kept


def test_guesses_at_a_code_wait_longer_each_time(claire: User, clock: Any) -> None:
    """Wherever they come from; the right code counts for nothing meanwhile."""
    for number in range(4):
        clock.shift(10)
        send(Client(REMOTE_ADDR=f"192.0.2.{number}"), typed=WRONG)
    clock.shift(5)
    send(client := Client(REMOTE_ADDR="192.0.2.99"))
    assert not is_in(client)
    clock.shift(30)
    send(client)
    assert is_in(client)
