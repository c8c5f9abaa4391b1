"""The news as open data, with the centres that they are about."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Router

from pages.api.listing import Resource, publish
from pages.identity.names import PAGE, thing_id
from pages.models import ArticlePage

from ..models import Centre
from .public import CentreParameters, keys, public
from .rows import ArticleOut

router = Router()


class ArticleParameters(CentreParameters):
    """What the list of articles may be asked."""

    belongs_to = "subjects"

    year: int | None = Field(None, ge=1900, le=2100, description="The year of the news.")

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        found = super().narrow(found)
        return found.filter(date__year=self.year) if self.year else found


def all_articles(language: str) -> QuerySet[ArticlePage]:
    """Return the live articles of a language, newest first."""
    return (
        ArticlePage.objects.live()
        .filter(locale__language_code=language)
        .select_related("locale")
        .prefetch_related(Prefetch("subjects", public(Centre, language)))
        .order_by("-date", "pk")
    )


def write_articles(
    articles: list[ArticlePage], language: str, request: HttpRequest
) -> list[ArticleOut]:
    """Return articles as rows."""
    return [
        ArticleOut(
            id=thing_id(PAGE, page.translation_key),
            key=str(page.translation_key),
            title=page.title,
            url=page.get_full_url(request),
            summary=page.lead,
            date=page.date,
            centres=keys(page.subjects),
            published=page.first_published_at,
            updated=page.last_published_at,
        )
        for page in articles
    ]


publish(
    router,
    Resource(
        "articles",
        "article",
        "News, the newest first",
        ArticleOut,
        all_articles,
        write_articles,
        ArticleParameters,
        key="translation_key",
        key_type=UUID,
    ),
)
