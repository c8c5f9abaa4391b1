"""What the loader put in the database, so that it never overwrites what an editor has changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedItem(models.Model):
    """One thing that came from the content files.

    Attributes:
        key: what the files call it, with its family and language ("page:genomics:fr", "fact:S020").
        object_id: its id in the database.
        digest: of the data that were loaded.
        state: of the thing right after loading (a revision's id, or a digest of its fields); when the
            thing has another state now, an editor has changed it.
    """

    key = models.CharField(max_length=200, unique=True)
    object_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("loaded item")
        verbose_name_plural = _("loaded items")

    def __str__(self) -> str:
        return self.key
