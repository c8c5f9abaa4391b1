"""Lists and single things: pages of results, their language, their form."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import Field, Query, Router
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


@dataclass(frozen=True)
class Resource(Generic[Row]):
    """Things that are published as a list and one by one.

    Attributes:
        name, singular: what addresses and the description call them ("awards", "award").
        summary: what the list holds.
        row: the type of the rows that ``write`` returns.
        everything: returns all that anybody may see in a language, in its order.
        parameters: what the list may be asked; its type filters (``narrow``).
        key, key_type: the field by which one is asked for, and how it is written.
    """

    name: str
    singular: str
    summary: str
    row: type[Row]
    everything: Callable[[str], QuerySet[Any]]
    write: Write[Row]
    parameters: type[ListParameters] = ListParameters
    key: str = "key"
    key_type: type = str


_NOT_MODIFIED = {304: {"description": HTTPStatus.NOT_MODIFIED.phrase}}
#: What the description of a list and of a single thing say beside the schema of their answers.
_LIST: dict[str, Any] = {
    "responses": {
        200: {"content": {CSV: {"schema": {"type": "string"}}}},
        **_NOT_MODIFIED,
        **described(400),
    }
}
_ONE: dict[str, Any] = {"responses": {**_NOT_MODIFIED, **described(400, 404)}}


def publish(router: Router, resource: Resource[Any]) -> None:
    """Give things their two addresses: the list, and each one by its key."""
    asked, key_type = resource.parameters, resource.key_type

    @router.get(
        f"/{resource.name}",
        response=Listing[resource.row],  # type: ignore[name-defined]
        operation_id=f"list_{resource.name}",
        url_name=f"list_{resource.name}",
        summary=resource.summary,
        openapi_extra=_LIST,
        tags=[resource.name],
    )
    def list_all(request: HttpRequest, query: Query[asked]) -> Any:  # type: ignore[valid-type]
        given = cast(ListParameters, query)
        found = given.narrow(resource.everything(given.lang))
        return answer_list(request, given, found, resource.row, resource.write)

    @router.get(
        f"/{resource.name}/{{key}}",
        response=resource.row,
        operation_id=f"get_{resource.singular}",
        url_name=f"get_{resource.singular}",
        summary=f"One {resource.singular}",
        openapi_extra=_ONE,
        tags=[resource.name],
    )
    def get_one(request: HttpRequest, key: key_type, query: Query[Parameters]) -> Any:  # type: ignore[valid-type]
        found = resource.everything(query.lang).filter(**{resource.key: key})
        return answer_one(request, query, found, resource.write)


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
