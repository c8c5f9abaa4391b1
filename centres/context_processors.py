"""Both centres' addresses and telephones, for the footer, the home page and the error pages."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .services.contacts import contacts as all_contacts


def contacts(request: HttpRequest) -> dict[str, Any]:
    """Return ``contacts``; it costs no query until a template reads it."""
    return {"contacts": SimpleLazyObject(lambda: all_contacts(request))}
