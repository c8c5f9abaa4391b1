"""The menus in a language: two queries, whatever their length."""

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest

from ..models.navigation import Menu, MenuItem
from .translations import localised


@dataclass(frozen=True)
class Entry:
    """One entry of a menu.

    Attributes:
        current: whether the reader is on this page or below it.
    """

    title: str
    url: str
    current: bool


def menus(language: str, request: HttpRequest) -> dict[str, list[Entry]]:
    """Return each menu's entries by place; pages that aren't live in the language are left out."""
    items = list(MenuItem.objects.select_related("menu", "page__locale"))
    pages = localised([item.page for item in items], language)
    found: dict[str, list[Entry]] = defaultdict(list, {place: [] for place in Menu.Place.values})
    for item in items:
        page = pages.get(item.page_id)
        if page is None:
            continue
        url = page.get_url(request) or ""
        label = item.label_en if language == "en" else item.label_fr
        found[item.menu.place].append(Entry(label or page.title, url, request.path.startswith(url)))
    return dict(found)
