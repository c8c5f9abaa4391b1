"""The second factor: six digits of an authenticator app, or a recovery code that works once."""

import re
from base64 import b32encode
from datetime import timedelta
from textwrap import wrap

import segno
from axes.utils import reset as forget_failures
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

from ..models import User

#: How many recovery codes somebody gets at a time.
RECOVERY_CODES = 10
#: How long after the one-time link an app may be set up.
ENROLMENT = timedelta(hours=1)
#: What the session calls the app that is being set up in it.
ENROLLING = "enrolling"


def app_of(user: User) -> TOTPDevice | None:
    """Return the authenticator app that somebody signs in with."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def verify(user: User, code: str) -> Device | None:
    """Return what the code is of, an app or recovery codes, and use it up; None where it isn't right.

    Each failure makes the next try wait twice as long: 1 s, 2 s, 4 s…, on whatever server it is made.
    """
    code = re.sub(r"[\s-]", "", code).lower()
    kind = TOTPDevice if re.fullmatch(r"[0-9]{6}", code) else StaticDevice
    device = kind.objects.filter(user=user, confirmed=True).first()
    found = device and verify_token(user, device.persistent_id, code)
    if isinstance(found, StaticDevice):
        log(user, "users.recovery_code_used", user=user)
    return found


def begin_enrolment(request: HttpRequest, user: User) -> None:
    """Let this session, and no other, set up an app for somebody who has shown who they are."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    app = TOTPDevice.objects.create(user=user, name="app", confirmed=False)
    request.session.cycle_key()
    request.session[ENROLLING] = app.pk


def being_enrolled(request: HttpRequest) -> TOTPDevice | None:
    """Return the app that is being set up in this session."""
    return (
        TOTPDevice.objects.select_related("user")
        .filter(
            pk=request.session.get(ENROLLING),
            confirmed=False,
            user__is_active=True,
            created_at__gt=timezone.now() - ENROLMENT,
        )
        .first()
    )


@transaction.atomic
def enrol(app: TOTPDevice, code: str) -> list[str] | None:
    """Make the app somebody's second factor, in the place of what they had, once it gives the right code.

    All their sessions end.

    Returns:
        Their recovery codes; None where the code isn't right.
    """
    user: User = app.user
    confirmed = verify_token(user, app.persistent_id, re.sub(r"\s", "", code))
    if confirmed is None:
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=app.pk).delete()
    confirmed.confirmed = True
    confirmed.save(update_fields=["confirmed"])
    user.end_sessions()
    # What django-otp looks for when somebody signs in.
    user.otp_device = confirmed  # type: ignore[attr-defined]
    log(user, "users.second_factor_enrolled", user=user)
    return new_recovery_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Return recovery codes to be shown once; those from before no longer work."""
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
    device.token_set.all().delete()
    device.throttle_reset()
    tokens = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=token) for token in tokens)
    log(user, "users.recovery_codes_made", user=user)
    return ["-".join(wrap(token, 4)) for token in tokens]


def recovery_codes_left(user: User) -> int:
    """Count the recovery codes that were not used yet."""
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def reset(user: User, by: User | None) -> None:
    """Take away both factors and end all sessions: only a new one-time link lets this person in again.

    Args:
        user: who lost their device, or may have lost more than that.
        by: the administrator who does it; None on the server's command line.
    """
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    # Without one, "Forgotten password?" sends no link either.
    user.set_unusable_password()
    user.save(update_fields=["password"])
    user.end_sessions()
    forget_failures(username=user.get_username())
    log(user, "users.second_factor_reset", user=by)


def secret(app: TOTPDevice) -> str:
    """Return an app's secret for who can't scan it, in groups of four."""
    return " ".join(wrap(b32encode(app.bin_key).decode(), 4))


def qr_code(app: TOTPDevice) -> SafeString:
    """Return an app's secret as a drawing to scan; it says nothing that anybody typed but as squares."""
    code = segno.make(app.config_url, error="l", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None))
