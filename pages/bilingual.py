"""Records that both languages share: their names are kept in French and in English, side by side."""

from typing import Any

from django.db import models

from .languages import reader_language
from .typography.models import TypesetOnSaveMixin


class Bilingual(TypesetOnSaveMixin, models.Model):
    """Lets templates and code read ``thing.name`` where the table has ``name_fr`` and ``name_en``.

    Any attribute that isn't one of its own, but has both twins, reads in the reader's language.
    """

    class Meta:
        abstract = True

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            names = {field.name for field in self._meta.concrete_fields}
            if {f"{name}_fr", f"{name}_en"} <= names:
                return getattr(self, f"{name}_{reader_language()}")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
