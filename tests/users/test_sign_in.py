"""Signing in: by a one-time link for the first time, then with password and code; sessions."""

import base64
import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from normandy_centres.page_store.invalidation import is_seen
from normandy_centres.users.invitations import one_time_link
from normandy_centres.users.models import User
from normandy_centres.users.sign_in.second_factor import new_recovery_codes

from ..factories import SuperuserFactory
from ..sign_in import PASSWORD, SIGN_IN, WRONG, code, is_in, send, with_both_factors

pytestmark = pytest.mark.django_db

HOME, ENROLMENT = "/admin/", "/admin/second-factor/"


def set_password(client: Client, link: str) -> HttpResponse:
    """Follow a one-time link and set the password."""
    form = client.get(link.removeprefix("http://localhost"), follow=True)
    assert "au moins 14 caractères" in form.content.decode()
    return client.post(
        form.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD}
    )


def key_shown(page: HttpResponse) -> str:
    """Return the secret that a page shows, as the app would keep it."""
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page.content.decode())
    assert found
    return base64.b32decode(found[1].replace(" ", "")).hex()


class TestFirstTime:
    @pytest.fixture
    def newcomer(self) -> User:
        return SuperuserFactory(username="claire", password=make_password(None))

    @pytest.mark.both
    def test_link_password_app_recovery_codes(self, newcomer: User, clock: Any) -> None:
        client = Client(headers={"accept-language": "fr"})
        link = one_time_link(newcomer)
        assert set_password(client, link)["location"] == ENROLMENT
        before = client.session.session_key
        page = client.get(ENROLMENT)
        html = page.content.decode()
        assert "<svg" in html
        assert 'autocomplete="one-time-code"' in html
        assert 'inputmode="numeric"' in html
        assert "no-store" in page["Cache-Control"]
        assert not is_in(client), "the password alone lets nobody in"

        wrong = client.post(ENROLMENT, {"code": WRONG}).content.decode()
        assert "Ce n’est pas le bon code" in wrong
        clock.shift(2)
        done = client.post(ENROLMENT, {"code": code(key=key_shown(page))}).content.decode()
        codes = re.findall(r"<code>(\w{4}-\w{4})</code>", done)
        assert len(set(codes)) == 10
        assert is_in(client)
        assert client.session.session_key != before
        assert client.get(ENROLMENT)["location"].startswith(SIGN_IN), "codes are shown once"

        again = Client().get(link.removeprefix("http://localhost"), follow=True)
        assert not again.context["validlink"]
        other = Client()
        send(other, typed=codes[0])
        assert is_in(other)
        send(again := Client(), typed=codes[0])
        assert not is_in(again), "a recovery code works once"

    def test_only_the_session_that_used_the_link_may_set_up(self, newcomer: User) -> None:
        client = Client()
        set_password(client, one_time_link(newcomer))
        assert Client().get(ENROLMENT)["location"] == SIGN_IN
        send(other := Client(), typed=WRONG)
        assert not is_in(other)
        assert other.get(ENROLMENT)["location"] == SIGN_IN, "the password sets up nothing"

    def test_it_ends_after_an_hour_and_for_who_may_no_longer_come(
        self, newcomer: User, clock: Any
    ) -> None:
        set_password(client := Client(), one_time_link(newcomer))
        User.objects.update(is_active=False)
        assert client.get(ENROLMENT)["location"] == SIGN_IN
        User.objects.update(is_active=True)
        assert client.get(ENROLMENT).status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get(ENROLMENT)["location"] == SIGN_IN

    def test_a_new_password_doesnt_replace_the_second_factor(self, claire: User) -> None:
        client = Client()
        with_both_factors(signed_in := Client(), claire)
        answer = set_password(client, one_time_link(claire))
        assert answer["location"] == reverse("wagtailadmin_password_reset_complete")
        assert not is_in(client)
        assert client.get(ENROLMENT)["location"] == SIGN_IN
        assert not is_in(signed_in), "sessions end with the password"
        send(client, typed=WRONG)
        assert not is_in(client)


class TestEveryDay:
    def test_password_and_code(self, claire: User, client: Client) -> None:
        client.get(SIGN_IN)
        assert send(client)["location"] == HOME
        assert is_in(client)

    @pytest.mark.parametrize(("language", "word"), [("fr", "n’est pas bon"), ("en", "isn’t right")])
    def test_what_was_wrong_isnt_told(
        self, claire: User, clock: Any, language: str, word: str
    ) -> None:
        client = Client(headers={"accept-language": f"{language},de;q=0.5"})
        said = set()
        for password, typed in ((PASSWORD, WRONG), ("x" * 14, code()), ("x" * 14, WRONG)):
            page = send(client, password, typed)
            html = page.content.decode()
            assert f'lang="{language}"' in html
            assert page["Content-Language"] == language
            said.update(re.findall(r'<li class="error">\s*(.+?)\s*</li>', html))
            clock.shift(2)
        assert len(said) == 1
        assert word in said.pop()
        without = {
            send(client, password, " ").content.count(b"error") for password in (PASSWORD, "x")
        }
        assert len(without) == 1, "who leaves the code out learns nothing about the password"
        assert not is_in(client)

    def test_a_code_works_once(self, claire: User, client: Client, clock: Any) -> None:
        send(client)
        send(other := Client())
        assert not is_in(other)
        clock.shift(30)
        send(other)
        assert is_in(other)

    def test_nobody_is_remembered(self, claire: User, client: Client) -> None:
        assert "remember" not in client.get(SIGN_IN).content.decode()
        assert not send(client).cookies["sessionid"]["max-age"]


@pytest.mark.once
class TestSessions:
    @pytest.mark.parametrize(
        ("visits", "holds"), [([50, 50, 50], True), ([61], False), ([55] * 14, False)]
    )
    def test_they_end_when_idle_and_after_a_day(
        self, claire: User, client: Client, clock: Any, visits: list[int], holds: bool
    ) -> None:
        send(client)
        for minutes in visits:
            clock.shift(timedelta(minutes=minutes))
            last = is_in(client)
        assert last == holds

    def test_rotated_when_somebody_signs_in(self, claire: User, client: Client) -> None:
        session = client.session
        session["planted"] = True
        session.save()
        client.cookies["sessionid"] = session.session_key
        send(client)
        assert is_in(client)
        assert client.session.session_key != session.session_key
        assert not Session.objects.filter(pk=session.session_key).exists()

    def test_somebody_ends_their_others(self, claire: User) -> None:
        here, there = Client(), Client()
        for browser in (here, there):
            with_both_factors(browser, claire)
        here.post(reverse("own_sign_in"), {"end_sessions": "1"})
        assert is_in(here)
        assert not is_in(there)

    def test_a_session_is_worth_nothing_without_its_app(self, claire: User, client: Client) -> None:
        with_both_factors(client, claire)
        TOTPDevice.objects.all().delete()
        assert not is_in(client)

    def test_readers_get_no_cookie_and_pages_stay(self, claire: User, client: Client) -> None:
        assert not client.get("/").cookies
        assert not any(map(is_seen, (User, TOTPDevice, AccessAttempt, Session)))


@pytest.mark.once
class TestOwnAccount:
    def test_new_recovery_codes_need_a_code(self, claire: User, client: Client, clock: Any) -> None:
        old = new_recovery_codes(claire)[0]
        with_both_factors(client, claire)
        own = reverse("own_sign_in")
        assert own in client.get(reverse("wagtailadmin_account")).content.decode()
        assert b"<code>" not in client.post(own, {"code": WRONG, "new_codes": "1"}).content
        clock.shift(2)
        shown = client.post(own, {"code": code(), "new_codes": "1"}).content.decode()
        assert len(re.findall(r"<code>\w{4}-\w{4}</code>", shown)) == 10
        send(other := Client(), typed=old)
        assert not is_in(other), "those from before no longer work"

    def test_another_telephone(self, claire: User, client: Client, clock: Any) -> None:
        with_both_factors(client, claire)
        with_both_factors(elsewhere := Client(), claire)
        answer = client.post(reverse("own_sign_in"), {"code": code(), "another_app": "1"})
        key = key_shown(client.get(answer["location"]))
        clock.shift(30)
        send(other := Client())
        assert is_in(other), "the old one works until the new one does"
        client.post(ENROLMENT, {"code": code(key=key)})
        assert is_in(client)
        assert not is_in(elsewhere)
        clock.shift(30)
        send(last := Client())
        assert not is_in(last)
        clock.shift(2)
        send(last, typed=code(key=key))
        assert is_in(last)
        assert TOTPDevice.objects.count() == 1


@pytest.mark.once
class TestCommand:
    def test_state_and_reset(self, claire: User, capsys: pytest.CaptureFixture[str]) -> None:
        with_both_factors(client := Client(), claire)
        call_command("second_factor", "claire")
        assert "has an app" in capsys.readouterr().out
        call_command("second_factor", "claire", "--reset")
        assert not is_in(client)
        link = capsys.readouterr().out.split()[-1]
        assert set_password(Client(), link)["location"] == ENROLMENT
        with pytest.raises(CommandError, match="claude"):
            call_command("second_factor", "claude")


@pytest.mark.once
@pytest.mark.parametrize(
    ("password", "taken"),
    [
        ("un mot de passe", True),
        ("un mot de pass", True),
        ("un mot de pas", False),
        ("Trois3Poules!", True),
        ("Trois3Pouls!", True),
        ("Troi3Pouls!", False),
        ("abababababababab", False),
        ("12345678901234567", False),
        ("claire.durand@example.org", False),
    ],
)
def test_passwords(password: str, taken: bool) -> None:
    """Length, not shape: CNIL, deliberation 2022-100."""
    user = get_user_model()(username="claire.durand@example.org", email="claire.durand@example.org")
    try:
        validate_password(password, user)
    except ValidationError:
        assert not taken
    else:
        assert taken
