"""News and awards as Atom feeds, of both centres or of one, in each language."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.facts.models import Fact
from pages.facts.states import next_change
from pages.feeds import LENGTH, FeedLink, PageFeed
from pages.languages import reader_language
from pages.models import ArticleIndexPage, ArticlePage, SiteSettings
from pages.services.keeping import changes_on

from .models import AwardIndexPage, AwardPage, Centre, CentrePage


@dataclass(frozen=True)
class Subject:
    """What a feed is about.

    Attributes:
        path: the feed's address.
        language: of its entries.
        centre: the one whose news or awards it brings; None for both.
        page: where the same stands on the site.
        author: the site's name.
    """

    path: str
    author: str
    language: str
    centre: Centre | None
    page: Page | None


def news_title(centre: Centre | None) -> str:
    """Return the title of the feed of news."""
    return _("News: %(name)s") % {"name": centre.name} if centre else _("News of both centres")


def awards_title(centre: Centre | None) -> str:
    """Return the title of the feed of awards."""
    return _("Awards: %(name)s") % {"name": centre.name} if centre else _("Awards of both centres")


def feed_links(centre: Centre | None = None) -> list[FeedLink]:
    """Return the feeds of both centres or, where one is given, its own."""
    args = [centre.key] if centre else []
    kind = "centre-" if centre else ""
    return [
        FeedLink(news_title(centre), reverse(f"{kind}news-feed", args=args)),
        FeedLink(awards_title(centre), reverse(f"{kind}awards-feed", args=args)),
    ]


class CentreFeed(PageFeed):
    """What the two feeds share: both are of both centres, or of the one in the address."""

    index: type[Page]

    def get_object(self, request: HttpRequest, key: str = "") -> Subject:
        language = reader_language()
        author = SiteSettings.for_request(request).name
        live = {"live": True, "locale__language_code": language}
        if not key:
            page = self.index.objects.filter(**live).order_by("path").first()
            return Subject(request.path, author, language, None, page)
        found = CentrePage.objects.filter(centre__key=key, **live).select_related("centre").first()
        if found is None:
            raise Http404
        return Subject(request.path, author, language, found.centre, found)


class NewsFeed(CentreFeed):
    """The news, newest first."""

    index = ArticleIndexPage

    def title(self, obj: Subject) -> str:
        return news_title(obj.centre)

    def items(self, obj: Subject) -> QuerySet[ArticlePage]:
        found = ArticlePage.objects.live().filter(locale__language_code=obj.language)
        if obj.centre:
            found = found.filter(subjects=obj.centre)
        return found.select_related("locale").order_by("-date", "-pk")[:LENGTH]


class AwardsFeed(CentreFeed):
    """The awards, newest first; what isn't confirmed says so."""

    index = AwardIndexPage

    def title(self, obj: Subject) -> str:
        return awards_title(obj.centre)

    def items(self, obj: Subject) -> QuerySet[AwardPage]:
        found = AwardPage.objects.live().filter(locale__language_code=obj.language)
        if obj.centre:
            found = found.filter(award__centre=obj.centre)
        return found.select_related("locale", "award__fact").order_by("-award__year", "-pk")[
            :LENGTH
        ]

    def item_description(self, item: Any) -> str:
        fact = item.award.fact
        if fact.is_confirmed or not fact.is_published:
            return escape(item.lead)
        state = _("State: %(state)s") % {"state": fact.state_label}
        return escape(f"{item.lead} ({state})")

    def item_updateddate(self, item: Any) -> datetime | None:
        moments = [item.last_published_at, *fact_changes(item.award.fact)]
        return max((moment for moment in moments if moment), default=None)


def fact_changes(fact: Fact) -> list[datetime]:
    """Return when what a fact is worth may have changed up to now: by publishing it, or by its dates."""
    today = timezone.localdate()
    changes_on(next_change(fact.clock, today))
    days = [day + timedelta(days=1) for day in (fact.ends_on, fact.review_by) if day]
    passed = [timezone.make_aware(datetime.combine(day, time.min)) for day in days if day <= today]
    return [*passed, *filter(None, [fact.last_published_at])]
