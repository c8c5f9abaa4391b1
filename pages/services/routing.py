"""From a page down along an address: the pages on the way, fetched together."""

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page

from .cards import specific_pages


def pages_on_the_way(start: Page, slugs: Sequence[str]) -> list[Any]:
    """Return the pages below a page along their slugs, each as its own type with its record.

    However deep the address leads, it costs one query, and one for each type of page. The list ends
    before the first slug that no page has.
    """
    if not slugs:
        return []
    below = Page.objects.descendant_of(start).filter(
        slug__in=set(slugs), depth__lte=start.depth + len(slugs)
    )
    children = {(page.path[: -Page.steplen], page.slug): page for page in below}
    way: list[Page] = []
    for slug in slugs:
        child = children.get(((way or [start])[-1].path, slug))
        if child is None:
            break
        way.append(child)
    return specific_pages(way)
