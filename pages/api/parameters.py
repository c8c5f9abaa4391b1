"""What callers may ask: the same names everywhere, and nothing but what is described."""

from typing import Any, Literal, Self

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from pydantic import (
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .problems import BadParametersError

#: More pages than there will ever be; a larger number would only burden the database.
MAX_PAGE = 10_000
DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
#: How keys are written.
KEY = r"^[A-Za-z0-9-]{1,80}$"


def choice(choices: type[models.TextChoices], description: str) -> Any:
    """Return the field of a parameter that takes one of the choices of a model's field."""
    return Field(
        None, description=description, json_schema_extra={"enum": [str(item) for item in choices]}
    )


def key(description: str) -> Any:
    """Return the field of a parameter that takes the key of something."""
    return Field(None, description=description, pattern=KEY)


class Parameters(Schema):
    """What every request may ask."""

    lang: Literal["fr", "en"] = Field("fr", description="The language of names and texts.")

    @field_validator("*")
    @classmethod
    def _one_of(cls, value: Any, info: ValidationInfo) -> Any:
        extra = cls.model_fields[str(info.field_name)].json_schema_extra
        allowed = extra.get("enum") if isinstance(extra, dict) else None
        if isinstance(allowed, list) and value is not None and value not in allowed:
            names = ", ".join(map(str, allowed))
            raise PydanticCustomError("enum", "Use one of: {names}.", {"names": names})
        return value

    @model_validator(mode="wrap")
    @classmethod
    def _all_that_is_wrong(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        """Read a request. Raises BadParametersError with every name and every value that can't be."""
        wrong = cls._wrong_names(info.context["request"]) if info.context else {}
        try:
            found = handler(data)
        except ValidationError as error:
            wrong |= {str(item["loc"][-1]): item["msg"] for item in error.errors()}
        if wrong:
            raise BadParametersError(wrong)
        return found

    @classmethod
    def _wrong_names(cls, request: HttpRequest) -> dict[str, str]:
        """Return what a request asks that isn't described, or asks twice."""
        known = cls.model_fields
        errors = {
            name: f"There is no such parameter. Use: {', '.join(known)}."
            for name in request.GET
            if name not in known
        }
        errors |= {
            name: "Give it once."
            for name, values in request.GET.lists()
            if name in known and len(values) > 1
        }
        return errors


class ListParameters(Parameters):
    """What every list may be asked; lists with filters have a type of their own."""

    page: int = Field(1, ge=1, le=MAX_PAGE, description="Which part of the list, from 1.")
    limit: int = Field(
        DEFAULT_LIMIT, ge=1, le=MAX_LIMIT, description="How many things a part holds at most."
    )
    format: Literal["json", "csv"] | None = Field(
        None, description="Left out, the Accept header decides; JSON is the default."
    )

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Return what passes the filters that were asked for; everything by default."""
        return found
