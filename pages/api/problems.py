"""What went wrong, for programs: problem details (RFC 9457). The API's speak English, as its names do."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

MEDIA_TYPE = "application/problem+json"
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["parameter", "detail"],
                "properties": {"parameter": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


class BadParametersError(Exception):
    """Parameters that don't exist or have a value that can't be: each with what is wrong with it."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(errors)
        self.errors = errors


def problem(status: int, detail: str, errors: dict[str, str] | None = None) -> HttpResponse:
    """Return problem details.

    Args:
        status: the HTTP status.
        detail: one sentence on what is wrong and what to do.
        errors: what is wrong with each parameter.
    """
    data: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        data["errors"] = [{"parameter": name, "detail": text} for name, text in errors.items()]
    as_written = {"ensure_ascii": False}
    return JsonResponse(data, status=status, content_type=MEDIA_TYPE, json_dumps_params=as_written)


def not_answered(status: int) -> HttpResponse:
    """Return the answer to what can't be asked at all."""
    return problem(status, "See /api/openapi.json for what can be asked here, and how.")


def bad_parameters(errors: dict[str, str]) -> HttpResponse:
    """Return the answer to parameters that can't be read."""
    names = ", ".join(errors)
    return problem(400, f"These parameters can’t be used: {names}.", errors)


def described(*statuses: int) -> dict[Any, Any]:
    """Return problems as an OpenAPI description names them."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": SCHEMA}},
        }
        for status in statuses
    }


def handle_problems(api: NinjaAPI) -> None:
    """Let an API answer with problem details whatever a caller gets wrong."""

    @api.exception_handler(BadParametersError)
    def unknown(request: HttpRequest, error: Any) -> HttpResponse:
        return bad_parameters(error.errors)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        return bad_parameters({str(item["loc"][-1]): item["msg"] for item in error.errors})

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(404, "Nothing public has this key in this language.")
