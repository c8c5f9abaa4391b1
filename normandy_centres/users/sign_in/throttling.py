"""What django-axes asks of us: from where somebody signs in, and what they read after too many tries."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages.feedback.guard import reader_address

from .language import readers_language

MINUTE = 60


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
