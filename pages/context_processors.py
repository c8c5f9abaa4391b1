"""The site's settings and menus, for every template that asks for them."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .accessibility.grid import State, grid
from .languages import reader_language
from .models import SiteSettings
from .services.addresses import addresses
from .services.navigation import menus


def site(request: HttpRequest) -> dict[str, Any]:
    """Return ``site``, ``menus`` and the like; none costs a query until a template reads it."""
    language = reader_language()

    def settings() -> SiteSettings:
        found = SiteSettings.for_request(request)
        setattr(request, "is_demonstration", found.demonstration)  # noqa: B010  (DemonstrationMiddleware)
        return found

    def accessibility_state() -> State:
        return grid().state

    return {
        "accessibility_state": SimpleLazyObject(accessibility_state),
        "addresses": addresses(language),
        "site": SimpleLazyObject(settings),
        "menus": SimpleLazyObject(lambda: menus(language, request)),
    }
