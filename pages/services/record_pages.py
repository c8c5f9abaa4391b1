"""From records to the pages about them, in a language: one query, however many records."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from .cards import Card, card_for, for_cards

if TYPE_CHECKING:
    from ..models import BasePage

Records = QuerySet[Any] | Iterable[Any]


def page_type_about(record_model: "type[Model]") -> "type[BasePage]":
    """Return the page type whose pages are about records of a model."""
    from ..models import BasePage

    return next(
        model
        for model in BasePage.__subclasses__()
        if model.record_name
        and model._meta.get_field(model.record_name).related_model is record_model
    )


def pages_by_record(model: "type[BasePage]", records: Records, language: str) -> dict[int, Any]:
    """Map each record's id to its live page of a type in a language, in the records' own order.

    Of the pages comes what a card shows.

    Args:
        model: a page type with a ``record_name`` (the name of its link to the record).
        records: records of the kind that this page type is about; a queryset isn't evaluated.
        language: a language code.
    """
    if not isinstance(records, QuerySet):
        records = [record.pk for record in records]
        if not records:
            return {}
    name = model.record_name
    record_model = model._meta.get_field(name).related_model
    order = [
        f"-{name}__{field[1:]}" if field.startswith("-") else f"{name}__{field}"
        for field in record_model._meta.ordering
    ]
    live = model.objects.live().filter(**{f"{name}__in": records}, locale__language_code=language)
    found = for_cards(live).order_by(*order)
    return {getattr(page, f"{name}_id"): page for page in found}


def cards_by_record(
    model: "type[BasePage]", records: Records, language: str, request: HttpRequest | None = None
) -> dict[int, Card]:
    """Map each record's id to the card of its page; records without a live page are left out."""
    pages = pages_by_record(model, records, language)
    return {pk: card_for(page, request) for pk, page in pages.items()}


def record_cards(
    model: "type[BasePage]", records: Records, language: str, request: HttpRequest | None = None
) -> list[Card]:
    """Return the cards of the pages about records, in the records' own order."""
    return list(cards_by_record(model, records, language, request).values())
