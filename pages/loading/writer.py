"""What all families of things have in common when they are written to the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import Collection

from .content import Content
from .ledger import Ledger
from .reader import Entry, Place

Progress = Callable[[Iterable[Any], str], Iterable[Any]]


class ContentError(Exception):
    """Something in the content files that the database refuses; the message names file and line."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")


@dataclass
class Writer:
    """Holds what the writers of each family share.

    Attributes:
        content: the checked content files.
        ledger: what was loaded before.
        progress: wraps a long loop in a progress bar with a label.
        facts: the facts' ids by key, once they are written.
    """

    content: Content
    ledger: Ledger
    progress: Progress
    facts: dict[str, int] = field(default_factory=dict)
    _collections: dict[str, Collection] = field(default_factory=dict)

    def fact_id(self, key: str) -> int:
        return self.facts[key]

    def collection(self, owner: str | None) -> Collection:
        """Return the collection that stands for an owner; it is made where it is missing."""
        name = (owner or "shared").capitalize()
        if name not in self._collections:
            found = Collection.objects.filter(name=name, depth=2).first()
            self._collections[name] = found or Collection.get_first_root_node().add_child(name=name)
        return self._collections[name]


def save_checked(thing: models.Model, place: Place) -> None:
    """Validate and save, or raise ContentError naming the place in the content files."""
    try:
        thing.full_clean()
    except ValidationError as error:
        raise ContentError(place, refusal(error)) from error
    thing.save()


def refusal(error: ValidationError) -> str:
    """Return the messages of a validation error on one line, each with its field."""
    if hasattr(error, "message_dict"):
        return "; ".join(
            f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
        )
    return "; ".join(error.messages)


def pair(entry: Entry, name: str, field_name: str | None = None) -> dict[str, str]:
    """Return the two fields of a bilingual text ("name_fr", "name_en"), empty where it isn't given."""
    from .reader import in_language

    value = entry.get(name) or {}
    return {
        f"{field_name or name}_{language}": in_language(value, language) if value else ""
        for language in ("fr", "en")
    }


def as_text(value: Any) -> str:
    """Return a value as it is typed: YAML reads 2021-09-03 as a date and 2018 as a number."""
    return "" if value is None else str(value)


def as_required_date(entry: Entry, name: str) -> date:
    """Return a whole date. Raises ContentError where it isn't given."""
    value = as_date(entry, name)
    if value is None:
        raise ContentError(entry.at(name), f"“{name}” is missing")
    return value


def as_date(entry: Entry, name: str) -> date | None:
    """Return a whole date, or None where it isn't given. Raises ContentError on anything else."""
    value = entry.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ContentError(entry.at(name), f"“{value}” is not a date (2026-11-24)") from error
