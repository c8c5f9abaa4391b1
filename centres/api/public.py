"""Which records anybody may see: those with a live page in the language asked for."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from pages.api.parameters import ListParameters, key
from pages.api.problems import BadParametersError
from pages.services.record_pages import page_type_about, pages_by_record

from ..models import Centre


class CentreParameters(ListParameters):
    """What a list of what belongs to the centres may be asked."""

    centre: str | None = key("Key of a centre.")


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


def at_centre(found: QuerySet[Any], relation: str, centre: str | None) -> QuerySet[Any]:
    """Keep what belongs to a centre. Raises BadParametersError where there is no centre with this key."""
    if not centre:
        return found
    known = list(Centre.objects.values_list("key", flat=True))
    if centre not in known:
        raise BadParametersError({"centre": f"There is no such centre. Use: {', '.join(known)}."})
    return found.filter(**{f"{relation}__key": centre})


def of_kind(found: QuerySet[Any], kind: str | None) -> QuerySet[Any]:
    """Keep what is of a kind, where one is asked for."""
    return found.filter(kind=kind) if kind else found
