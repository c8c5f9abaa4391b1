"""Which sessions count: with both factors, not too old, not idle for too long."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
#: Seconds after which a session is noted to be in use once more.
NOTED_EVERY = 60


class FullySignedInMiddleware:
    """Make nobody of whoever is signed in with a password alone, or was for too long.

    Every view, of whatever application, asks `request.user`: there is no list of addresses to forget one in.
    It stands after django-otp's middleware, and looks only when somebody asks, so that readers cost nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        request.user = SimpleLazyObject(lambda: _who(request, user))  # type: ignore[assignment]
        # What only asynchronous views would ask, of which there are none.
        del request.auser
        return self.get_response(request)


def _who(request: HttpRequest, user: Any) -> Any:
    if not user.is_authenticated:
        return user
    if user.is_verified() and not _holds(request.session):
        request.session.flush()
        return AnonymousUser()
    return user if user.is_verified() else AnonymousUser()


def _holds(session: Any) -> bool:
    now = int(time.time())
    idle = now - session.get(SEEN_AT, 0)
    if (
        now - session.get(SIGNED_IN_AT, 0) > settings.SESSION_COOKIE_AGE
        or idle > settings.SESSION_IDLE_SECONDS
    ):
        return False
    if idle >= NOTED_EVERY:
        session[SEEN_AT] = now
    return True


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Start both clocks of a new session, which ends with the browser at the latest."""
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())
    request.session.set_expiry(0)
