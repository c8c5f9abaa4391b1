"""The news as open data, with the centres that they are about."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router

from pages.api.listing import LIST, ONE, Listing, answer_list, answer_one
from pages.api.parameters import Parameters
from pages.identity.names import PAGE, thing_id
from pages.models import ArticlePage

from ..models import Centre
from .public import CentreParameters, at_centre, keys, public
from .rows import ArticleOut

router = Router(tags=["articles"])


class ArticleParameters(CentreParameters):
    """What the list of articles may be asked."""

    year: int | None = Field(None, ge=1900, le=2100, description="The year of the news.")


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


@router.get(
    "/articles",
    response=Listing[ArticleOut],
    operation_id="list_articles",
    summary="News, the newest first",
    openapi_extra=LIST,
)
def list_articles(request: HttpRequest, query: Query[ArticleParameters]) -> Any:
    found = at_centre(all_articles(query.lang), "subjects", query.centre)
    if query.year:
        found = found.filter(date__year=query.year)
    return answer_list(request, query, found, ArticleOut, write_articles)


@router.get(
    "/articles/{key}",
    response=ArticleOut,
    operation_id="get_article",
    summary="One article",
    openapi_extra=ONE,
)
def get_article(request: HttpRequest, key: UUID, query: Query[Parameters]) -> Any:
    found = all_articles(query.lang).filter(translation_key=key)
    return answer_one(request, query, found, write_articles)
