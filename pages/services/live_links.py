"""Links that an editor makes: only to pages that readers can open."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page

_LINKED_PAGE = re.compile(r'<a [^>]*linktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def unpublished(page: Page) -> str:
    """Return what an editor is told about a page that isn't published."""
    return _("“%(title)s” isn’t published: readers couldn’t open it.") % {"title": page.title}


def linked_pages(rich_text: str) -> set[int]:
    """Return the ids of the pages to which rich text in database form links."""
    links = _LINKED_PAGE.findall(rich_text)
    return {int(match[1]) for link in links if (match := _ID.search(link))}


def check_links(rich_text: str) -> None:
    """Raise ValidationError where rich text links to a page that isn't published."""
    ids = linked_pages(rich_text)
    if ids:
        hidden = Page.objects.filter(pk__in=ids, live=False)
        if hidden:
            raise ValidationError([unpublished(page) for page in hidden])
