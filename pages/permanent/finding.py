"""Where an address of old leads now. The number of queries doesn't depend on how many there were."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from wagtail.models import Page

from ..services.translations import LANGUAGE_NAMES, other_language
from .models import PublicAddress, PublicPage


@dataclass(frozen=True)
class Place:
    """Where what was asked for is now.

    Attributes:
        entry: what was asked for, in the language asked for where it was ever public in it.
        page: the live page to show, or None where it is gone.
        exact: whether that page is in the language asked for.
    """

    entry: PublicPage
    page: Page | None
    exact: bool


def at_path(path: str) -> Place | None:
    """Return what was last at a path, or None where there never was anything.

    Args:
        path: of a request; the slash at its end may be missing.
    """
    address = _latest().filter(path=path.rstrip("/") + "/").first()
    return _place(_languages(address.page.key), address.page.language) if address else None


def by_id(key: str, language: str) -> Place | None:
    """Return the page with this id in its permanent address, or None where there never was one."""
    entries = _languages(key)
    return _place(entries, language) if entries else None


def nearest_above(path: str) -> Page | None:
    """Return the nearest page that is now, or has its successor, above an address; not the home page."""
    steps = path.strip("/").split("/")
    above = ["/" + "/".join(steps[:end]) + "/" for end in range(len(steps) - 1, 0, -1)]
    homes = {f"/{code}/" for code in LANGUAGE_NAMES}
    found: dict[str, PublicPage] = {}
    for address in _latest().filter(path__in=[step for step in above if step not in homes]):
        found.setdefault(address.path, address.page)
    pages = (follow(found[step]) for step in above if step in found)
    return next((page for page in pages if page), None)


def follow(entry: PublicPage | None) -> Page | None:
    """Return the live page of an entry, or of the first of its successors that has one."""
    passed: set[int] = set()
    while entry is not None and entry.pk not in passed:
        passed.add(entry.pk)
        page = _live(entry, entry.language)
        if page:
            return page
        entry = entry.replaced_by
    return None


def _latest() -> QuerySet[PublicAddress]:
    order = F("until").desc(nulls_first=True)
    return PublicAddress.objects.select_related("page__replaced_by").order_by(order, "-pk")


def _languages(key: str) -> dict[str, PublicPage]:
    entries = PublicPage.objects.filter(key=key).select_related("replaced_by")
    return {entry.language: entry for entry in entries}


def _place(entries: dict[str, PublicPage], language: str) -> Place:
    """Return where to go: in the language asked for if there is any way to, else in the other."""
    other = other_language(language)
    entry = entries.get(language) or entries[other]
    page = follow(entries.get(language))
    if page:
        return Place(entry, page, True)
    elsewhere = follow(entries.get(other))
    twin = _live(elsewhere, language) if elsewhere else None
    return Place(entry, twin or elsewhere, twin is not None)


def _live(thing: PublicPage | Page, language: str) -> Page | None:
    pages = Page.objects.live().select_related("locale")
    return pages.filter(
        translation_key=thing.translation_key, locale__language_code=language
    ).first()
