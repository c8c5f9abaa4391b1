"""Signing in as tests do it: at once, with both factors; or as people do it, with codes to type."""

import time
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

#: The secret of everybody's app.
KEY = "3132333435363738393031323334353637383930"
STEP = 30  # seconds for which an app shows a code
PASSWORD = "un-mot-de-passe-assez-long"
WRONG = "000000"
SIGN_IN = "/admin/login/"

#: Make a session as a password alone would make it, were there a way.
with_password_only = Client.force_login


def give_app(user: AbstractBaseUser) -> TOTPDevice:
    """Return somebody's authenticator app, set up unless they have one."""
    app, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=True, defaults={"name": "app", "key": KEY}
    )
    return app


def give_recovery_codes(user: AbstractBaseUser, codes: list[str]) -> None:
    """Let somebody sign in with each of these codes once."""
    device = StaticDevice.objects.create(user=user, name="recovery")
    for code in codes:
        device.token_set.create(token=code.replace("-", ""))


def code(later: int = 0, key: str = KEY) -> str:
    """Return what an app shows now, or so many codes later: each works once, the next ones already do."""
    totp = TOTP(bytes.fromhex(key), step=STEP)
    totp.time = time.time() + later * STEP
    return f"{totp.token():06}"


def with_both_factors(client: Client, user: Any, backend: str | None = None) -> None:
    """Sign in; in the tests `Client.force_login` is this."""
    with_password_only(client, user, backend)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = give_app(user).persistent_id
    session.save()


def send(client: Client, password: str = PASSWORD, typed: str = "", **options: Any) -> HttpResponse:
    form = {"username": "claire", "password": password, "code": typed or code()}
    return client.post(SIGN_IN, form, **options)


def is_in(client: Client) -> bool:
    return client.get(reverse("signed_in")).status_code == 200
