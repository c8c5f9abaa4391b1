"""The sitemap of both trees, each page with its alternates.

Wagtail's own sitemap walks only the tree of the site's root page, so that English would be missing.
"""

from collections import defaultdict

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from pages.services.translations import Alternate


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return every live, public page with its address in each language: two queries."""
    pages = list(Page.objects.live().filter(depth__gt=1).select_related("locale").order_by("path"))
    twins: dict[object, list[Alternate]] = defaultdict(list)
    for page in pages:
        twins[page.translation_key].append(
            Alternate(page.locale.language_code, page.get_full_url(request))
        )
    entries = [
        {
            "location": page.get_full_url(request),
            "lastmod": page.last_published_at,
            "alternates": with_default(twins[page.translation_key]),
        }
        for page in pages
    ]
    return render(
        request, "sitemap.xml", {"entries": entries}, content_type="application/xml; charset=utf-8"
    )


def with_default(alternates: list[Alternate]) -> list[Alternate]:
    """Return alternates with x-default (French), or none where a page has no twin."""
    if len(alternates) < 2:
        return []
    default = next(item for item in alternates if item.lang == settings.LANGUAGE_CODE)
    return [*alternates, Alternate("x-default", default.url)]
