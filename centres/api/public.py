"""Which records anybody may see: those with a live page in the language asked for."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from pydantic import field_validator
from pydantic_core import PydanticCustomError

from pages.api.parameters import ListParameters, key
from pages.services.record_pages import page_type_about, pages_by_record

from ..models import Centre


class CentreParameters(ListParameters):
    """What a list of what belongs to the centres may be asked.

    Attributes:
        belongs_to: the relation that leads from a thing to its centres.
    """

    belongs_to: ClassVar[str] = "centres"

    centre: str | None = key("Key of a centre.")

    @field_validator("centre")
    @classmethod
    def _is_known(cls, centre: str | None) -> str | None:
        known = list(Centre.objects.values_list("key", flat=True)) if centre else []
        if centre and centre not in known:
            names = ", ".join(known)
            raise PydanticCustomError(
                "centre", "There is no such centre. Use: {names}.", {"names": names}
            )
        return centre

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.filter(**{f"{self.belongs_to}__key": self.centre}) if self.centre else found


def public(model: type[Any], language: str) -> QuerySet[Any]:
    """Return the records of a model that have a live page in a language, in their own order."""
    page_type = page_type_about(model)
    live = page_type.objects.live().filter(locale__language_code=language)
    ordering = [*model._meta.ordering, "pk"]
    return model.objects.filter(pk__in=live.values(page_type.record_name)).order_by(*ordering)


def related(name: str, model: type[Any], language: str) -> Prefetch[Any]:
    """Fetch the public records to which others are related, in one query for all of them."""
    return Prefetch(name, public(model, language))


def keys(records: Any) -> list[str]:
    """Return the keys of related records."""
    return [record.key for record in records.all()]


def shared(records: list[Any], language: str, request: HttpRequest) -> dict[int, dict[str, Any]]:
    """Return what every row says of a record, by the record's id: one query for the pages."""
    if not records:
        return {}
    pages = pages_by_record(page_type_about(type(records[0])), records, language)
    return {
        record.pk: {
            "id": record.permanent_id,
            "key": record.key,
            "name": record.name,
            "url": pages[record.pk].get_full_url(request),
            "summary": pages[record.pk].lead,
        }
        for record in records
    }


def of_kind(found: QuerySet[Any], kind: str | None) -> QuerySet[Any]:
    """Keep what is of a kind, where one is asked for."""
    return found.filter(kind=kind) if kind else found
