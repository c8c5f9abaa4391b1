"""What django-axes asks of us: from where somebody signs in, and what they read after too many tries."""

from ipaddress import ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pages.feedback.guard import reader_address

from .language import readers_language

MINUTE = 60


class Handler(AxesDatabaseHandler):
    """Counts an address by itself too: who tries one name after another is slowed down as well.

    Axes knows one limit for all that it counts; an address has a larger one of its own.
    """

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        """Return how often a name failed from an address; the limit, where the address is at its own."""
        failures: int = super().get_failures(request, credentials)
        if failures < settings.AXES_FAILURE_LIMIT and _is_full(request.axes_ip_address):  # type: ignore[attr-defined]
            return settings.AXES_FAILURE_LIMIT
        return failures


def _is_full(address: str | None) -> bool:
    if address is None:
        return False
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since)
    found = recent.aggregate(Sum("failures_since_start"))["failures_since_start__sum"] or 0
    return bool(found >= settings.ADDRESS_FAILURE_LIMIT)


def client_address(request: HttpRequest) -> str | None:
    """Return the address that failures are counted by; None where there is none, as on a local socket."""
    try:
        return str(ip_address(reader_address(request)))
    except ValueError:
        return None


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Answer somebody who failed too often, in their language."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    with readers_language(request):
        page = render(
            request, "sign_in/locked_out.html", {"minutes": seconds // MINUTE}, status=429
        )
    page.headers["Retry-After"] = str(seconds)
    return page
