"""The menus in a language: two queries, whatever their length, beside the site's settings."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest

from ..models.navigation import Menu, MenuItem
from ..models.settings import SiteSettings
from .translations import localised


@dataclass(frozen=True)
class Entry:
    """One entry of a menu.

    Attributes:
        current: whether the reader is on this page or below it.
        statement: whether it is the accessibility statement; its link then says the site's state.
    """

    title: str
    url: str
    current: bool
    statement: bool = False


def menus(language: str, request: HttpRequest) -> dict[str, list[Entry]]:
    """Return each menu's entries by place; pages that aren't live in the language are left out."""
    items = list(MenuItem.objects.select_related("menu", "page__locale"))
    pages = localised([item.page for item in items], language)
    statement = SiteSettings.for_request(request).accessibility_page
    found: dict[str, list[Entry]] = defaultdict(list, {place: [] for place in Menu.Place.values})
    for item in items:
        page = pages.get(item.page_id)
        if page is None:
            continue
        url = page.get_url(request) or ""
        label = item.label_en if language == "en" else item.label_fr
        found[item.menu.place].append(
            Entry(
                title=label or page.title,
                url=url,
                current=request.path.startswith(url),
                statement=bool(statement) and page.translation_key == statement.translation_key,
            )
        )
    return dict(found)
