"""What the home's panels are made of: lines with a count, and below them the things themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from wagtail.models import Page

#: So many things are named below a line; its own link leads to all of them.
NAMED = 5


@dataclass(frozen=True)
class Item:
    """One thing below a line: what it is called, where the work is done, and what there is to know.

    Attributes:
        label: what it is called.
        url: where the work is done.
        note: what else there is to know of it, or "".
        changes_url: where its draft is compared with what is online, or "".
    """

    label: str
    url: str
    note: str = ""
    changes_url: str = ""


@dataclass(frozen=True)
class Line:
    """A kind of work: how much of it there is, and where ("" where its items lead there)."""

    label: str
    count: int
    url: str = ""
    items: tuple[Item, ...] = ()


def know_languages(things: Iterable[Any]) -> None:
    """Look up the languages of those of the things that are pages: one query."""
    prefetch_related_objects([thing for thing in things if isinstance(thing, Page)], "locale")


def edit_url(thing: Any) -> str:
    """Return where a page, or a snippet such as a fact, is edited."""
    return _address(thing, "edit", thing.pk)


def changes_url(thing: Any) -> str:
    """Return where a thing's draft is compared with what is online; "" where nothing is online."""
    return _address(thing, "revisions_compare", thing.pk, "live", "latest") if thing.live else ""


def name(thing: Any) -> str:
    """Return what the admin calls a thing; a page says its language too."""
    if isinstance(thing, Page):
        return f"{thing.get_admin_display_title()} ({thing.locale.language_code})"
    return str(thing)


def _address(thing: Any, view: str, *arguments: Any) -> str:
    if isinstance(thing, Page):
        return reverse(f"wagtailadmin_pages:{view}", args=arguments)
    return reverse(thing.snippet_viewset.get_url_name(view), args=arguments)
