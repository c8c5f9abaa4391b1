"""The same rows as CSV (RFC 4180, UTF-8): one line each, whatever stands inside them."""

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from types import UnionType
from typing import Any, Union, get_args, get_origin

from django.http import HttpResponse
from pydantic import BaseModel

MEDIA_TYPE = "text/csv"
SEPARATOR = "; "


def csv_response(name: str, schema: type[BaseModel], rows: Iterable[BaseModel]) -> HttpResponse:
    """Return rows as a file of CSV.

    Args:
        name: of the file, without its ending.
        schema: the rows' type: it gives the columns, also where there is no row.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns(schema))
    writer.writerows(list(cells(schema, row)) for row in rows)
    response = HttpResponse(out.getvalue(), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def columns(schema: type[BaseModel], prefix: str = "") -> list[str]:
    """Return the names of the columns: a thing inside a row has one for each of its fields."""
    found = []
    for name, field in schema.model_fields.items():
        inner = _inner(field.annotation)
        found += columns(inner, f"{prefix}{name}_") if inner else [f"{prefix}{name}"]
    return found


def cells(schema: type[BaseModel], row: BaseModel | None) -> Iterator[str]:
    """Yield the cells of a row: lists of keys are joined, lists of things are written as JSON."""
    for name, field in schema.model_fields.items():
        value = getattr(row, name) if row else None
        inner = _inner(field.annotation)
        if inner:
            yield from cells(inner, value)
        else:
            yield _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list) and any(isinstance(item, BaseModel) for item in value):
        things = [item.model_dump(mode="json") for item in value]
        return json.dumps(things, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, list):
        return SEPARATOR.join(map(str, value))
    return str(value)


def _inner(annotation: Any) -> type[BaseModel] | None:
    """Return the type of a thing that stands inside a row, whether it may be missing or not."""
    options = (
        get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    )
    for option in options:
        if isinstance(option, type) and issubclass(option, BaseModel):
            return option
    return None
