"""What was loaded, and whether an editor has changed it since: the loader never overwrites an edit."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.forms.models import model_to_dict
from modelcluster.models import ClusterableModel

from ..models import LoadedItem


def digest(data: Any) -> str:
    """Return a digest of plain data that is the same whenever the data are."""

    def plain(value: Any) -> Any:
        if isinstance(value, date | Decimal):
            return str(value)
        return value.pk if isinstance(value, models.Model) else str(value)

    text = json.dumps(data, sort_keys=True, default=plain, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def current_state(thing: models.Model) -> str:
    """Return what tells whether a thing has changed: its revision, or a digest of its fields."""
    if hasattr(thing, "latest_revision_id"):
        return str(thing.latest_revision_id or "")
    stored = type(thing)._default_manager.get(pk=thing.pk)
    data = (
        stored.serializable_data()
        if isinstance(stored, ClusterableModel)
        else model_to_dict(stored)
    )
    return digest(data)


Thing = TypeVar("Thing", bound=models.Model)


@dataclass
class Ledger:
    """Decides for each thing of the content files whether to write it, and counts what was done.

    Attributes:
        counts: by outcome: created, updated, unchanged, kept (an editor has changed it), gone
            (an editor removed it).
    """

    counts: Counter[str] = field(default_factory=Counter)
    items: dict[str, LoadedItem] = field(default_factory=dict)
    _written: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.items = {item.key: item for item in LoadedItem.objects.all()}

    def existing(self, key: str, model: type[Thing]) -> Thing | None:
        """Return the thing that was loaded under a key, or None where it is new or gone."""
        item = self.items.get(key)
        return model._default_manager.filter(pk=item.object_id).first() if item else None

    def should_write(self, key: str, thing: models.Model | None, data: Any) -> bool:
        """Tell whether a thing must be written, and count it where it mustn't.

        Args:
            key: its key in the ledger.
            thing: what is in the database, or None.
            data: what the content files say now.
        """
        item = self.items.get(key)
        if item is None:
            return True
        if thing is None:
            self.counts["gone"] += 1
            return False
        if item.digest and current_state(thing) != item.state:
            self.counts["kept"] += 1
            return False
        if item.digest == digest(data):
            self.counts["unchanged"] += 1
            return False
        return True

    def written(self, key: str, thing: models.Model, data: Any) -> None:
        """Note that a thing was written from these data."""
        known = self.items.get(key)
        self.counts["updated" if known and known.digest else "created"] += 1
        self._written.add(key)
        self._note(key, thing, digest(data))

    def is_as_loaded(self, key: str, thing: models.Model) -> bool:
        """Tell whether a thing is as it was loaded: nobody has changed it since."""
        item = self.items.get(key)
        return bool(item and item.digest and current_state(thing) == item.state)

    def was_written(self, key: str) -> bool:
        """Tell whether a thing was written in this run."""
        return key in self._written

    def restate(self, key: str, thing: models.Model) -> None:
        """Note the state of a thing that the loader has just completed."""
        item = self.items[key]
        item.state = current_state(thing)
        item.save()

    def placed(self, key: str, thing: models.Model) -> None:
        """Note that a thing has its place but not yet its content."""
        self._note(key, thing, "")

    def _note(self, key: str, thing: models.Model, data_digest: str) -> None:
        item = self.items.get(key) or LoadedItem(key=key)
        item.object_id = thing.pk
        item.digest = data_digest
        item.state = current_state(thing)
        item.save()
        self.items[key] = item
