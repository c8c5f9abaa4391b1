"""The menus in a language: one query, whatever their length, beside the site's settings."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from wagtail.models import Page

from ..models.navigation import Menu, MenuItem
from ..models.settings import SiteSettings


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
    statement = SiteSettings.for_request(request).accessibility_page
    live = Page.objects.live().filter(
        translation_key=OuterRef("page__translation_key"), locale__language_code=language
    )
    shown = live.order_by().values(shown=JSONObject(pk="pk", title="title", url_path="url_path"))
    items = MenuItem.objects.annotate(shown=Subquery(shown[:1])).values_list(
        "menu__place", f"label_{language}", "page__translation_key", "shown"
    )
    found: dict[str, list[Entry]] = defaultdict(list, {place: [] for place in Menu.Place.values})
    for place, label, key, page in items:
        if page is None:
            continue
        url = Page(pk=page["pk"], url_path=page["url_path"]).get_url(request) or ""
        found[place].append(
            Entry(
                title=label or page["title"],
                url=url,
                current=request.path.startswith(url),
                statement=bool(statement) and key == statement.translation_key,
            )
        )
    return dict(found)
