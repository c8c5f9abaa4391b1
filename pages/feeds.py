"""Atom feeds: entries that keep their names for ever, dates that are true, 304 when nothing is new."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from .identity.names import page_id

#: Readers' programs keep what they have read: what is older stands on the site.
LENGTH = 50
#: In seconds.
MAX_AGE = 300


@dataclass(frozen=True)
class FeedLink:
    """A feed as a page's head names it."""

    title: str
    url: str


View = Callable[..., HttpResponseBase]


class DatedAtom(Atom1Feed):
    """Atom that says of an empty feed when its page was published, and not that it is of now."""

    def latest_post_date(self) -> datetime:
        if self.items or not self.feed.get("updated"):
            return super().latest_post_date()
        return self.feed["updated"]


def guarded(view: View) -> View:
    """Serve a feed for reading only, and say 304 where nothing has changed."""
    shared = cache_control(public=True, max_age=MAX_AGE)(view)
    return require_safe(conditional_page(shared))


class PageFeed(Feed):
    """A feed whose entries are pages.

    A subclass gives ``items`` and ``title``, and makes in ``get_object`` the thing that it is a feed of,
    with a ``page`` (where the same stands on the site), a ``path`` (the feed's address) and an ``author``.
    """

    feed_type = DatedAtom

    @method_decorator(guarded)
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        # The newest date says nothing of what was taken out: the ETag does.
        del response.headers["Last-Modified"]
        return response

    # The feed

    def link(self, obj: Any) -> str:
        return obj.page.full_url if obj.page else f"{settings.SITE_URL}/"

    def feed_guid(self, obj: Any) -> str:
        return f"{settings.SITE_URL}{obj.path}"

    def feed_url(self, obj: Any) -> str:
        return f"{settings.SITE_URL}{obj.path}"

    def author_name(self, obj: Any) -> str:
        return obj.author

    def feed_extra_kwargs(self, obj: Any) -> dict[str, Any]:
        return {"updated": obj.page.last_published_at if obj.page else None}

    # Its entries

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return escape(item.lead)

    def item_link(self, item: Page) -> str:
        return item.full_url

    def item_guid(self, item: Page) -> str:
        return page_id(item)

    def item_pubdate(self, item: Page) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: Page) -> datetime | None:
        return item.last_published_at
