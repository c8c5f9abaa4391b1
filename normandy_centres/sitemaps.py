"""The sitemap of both trees, each page with its alternates.

Wagtail's own sitemap walks only the tree of the site's root page, so that English would be missing.
"""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from pages.services.translations import Alternate

#: What of a page stands in it, or makes its address. There may be thousands.
NEEDED = ("last_published_at", "locale__language_code", "translation_key", "url_path")


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return every live, public page with its address in each language: two queries."""
    twins: dict[object, list[Alternate]] = defaultdict(list)
    entries: list[dict[str, Any]] = []
    live = Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path")
    for page in live.only(*NEEDED):
        address = page.get_full_url(request)
        twins[page.translation_key].append(Alternate(page.locale.language_code, address))
        entries.append(
            {
                "location": address,
                "lastmod": page.last_published_at,
                "twins": twins[page.translation_key],
            }
        )
    for entry in entries:  # only now each page has met its twin
        entry["alternates"] = with_default(entry["twins"])
    return render(
        request, "sitemap.xml", {"entries": entries}, content_type="application/xml; charset=utf-8"
    )


def with_default(alternates: list[Alternate]) -> list[Alternate]:
    """Return alternates with x-default (French), or none where a page has no twin."""
    if len(alternates) < 2:
        return []
    default = next(item for item in alternates if item.lang == settings.LANGUAGE_CODE)
    return [*alternates, Alternate("x-default", default.url)]
