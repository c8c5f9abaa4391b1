"""Lists and single things: pages of results, their language, their form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import Field
from pydantic import BaseModel

from .parameters import ListParameters, Parameters
from .problems import described
from .reading import answers_in
from .tables import MEDIA_TYPE as CSV
from .tables import csv_response

JSON = "application/json"
#: Nobody has decided it yet, and it isn't for the site's makers to decide.
LICENCE = "To be decided by the centres"

Row = TypeVar("Row", bound=BaseModel)
#: From things of the database, with a language and the request, to rows, in a bounded number of queries.
Write = Callable[[list[Any], str, HttpRequest], list[Row]]


class Listing(BaseModel, Generic[Row]):
    """One part of a list."""

    language: str
    licence: str = Field(description="On what terms the data may be used.")
    count: int = Field(description="How many things the whole list has.")
    page: int
    pages: int
    next: str | None = Field(description="Where the next part is.")
    previous: str | None
    results: list[Row]


_NOT_MODIFIED = {304: {"description": HTTPStatus.NOT_MODIFIED.phrase}}
#: What the description of a list and of a single thing say beside the schema of their answers.
LIST: dict[str, Any] = {
    "responses": {
        200: {"content": {CSV: {"schema": {"type": "string"}}}},
        **_NOT_MODIFIED,
        **described(400),
    }
}
ONE: dict[str, Any] = {"responses": {**_NOT_MODIFIED, **described(400, 404)}}


def answer_list(
    request: HttpRequest,
    query: ListParameters,
    found: QuerySet[Any],
    schema: type[Row],
    write: Write[Row],
) -> Any:
    """Answer with a part of a list, as JSON or CSV.

    Args:
        found: everything that answers the query, in its order.
        schema: the type of the rows that ``write`` returns.
    """
    query.check_names(request)
    answers_in(request, query.lang)
    count = found.count()
    start = (query.page - 1) * query.limit
    with translation.override(query.lang):
        rows = write(list(found[start : start + query.limit]), query.lang, request)
    pages = max(1, -(-count // query.limit))
    following = _part(request, query.page + 1) if query.page < pages else None
    if _wants_csv(request, query):
        name = request.path.rstrip("/").rsplit("/", 1)[-1]
        response = csv_response(f"{name}-{query.lang}", schema, rows)
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response
    return {
        "language": query.lang,
        "licence": LICENCE,
        "count": count,
        "page": query.page,
        "pages": pages,
        "next": following,
        "previous": _part(request, query.page - 1) if query.page > 1 else None,
        "results": rows,
    }


def answer_one(
    request: HttpRequest, query: Parameters, found: QuerySet[Any], write: Write[Row]
) -> Row | HttpResponse:
    """Answer with the first thing found. Raises Http404 where there is none."""
    query.check_names(request)
    answers_in(request, query.lang)
    with translation.override(query.lang):
        rows = write(list(found[:1]), query.lang, request)
    if not rows:
        raise Http404
    return rows[0]


def _wants_csv(request: HttpRequest, query: ListParameters) -> bool:
    if query.format:
        return query.format == "csv"
    return request.get_preferred_type([JSON, CSV]) == CSV


def _part(request: HttpRequest, page: int) -> str:
    asked = request.GET.copy()
    asked["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
