"""What every page shows of the centres: their addresses and telephones, and the feeds."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .feeds import feed_links
from .services.contacts import contacts as all_contacts


def contacts(request: HttpRequest) -> dict[str, Any]:
    """Return ``contacts``; it costs no query until a template reads it."""
    return {"contacts": SimpleLazyObject(lambda: all_contacts(request))}


def feeds(request: HttpRequest) -> dict[str, Any]:
    """Return ``feeds``, which every page's head names; no database is asked."""
    return {"feeds": feed_links()}
