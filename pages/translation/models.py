"""What each page was last in step with in the other language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Translation(models.Model):
    """A page as the translation of its twin; the twin has a record of its own, the other way round.

    Either language may be changed first, so that neither is "the original".

    Attributes:
        page: the page whose state this is.
        source_revision: what the other language said when this page was translated from it or last
            found to say the same; None where that revision is no longer kept.
        confirmed_at, confirmed_by: when, and by whom if it was somebody (not the loader).
        behind_since: when the other language first said something that this page was not yet found
            to say; None while it is in step.
        readers_behind_since: the same for what readers get: a draft that was found to be in step doesn't
            help them until it is published.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_record"
    )
    source_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    behind_since = models.DateTimeField(null=True)
    readers_behind_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return str(self.page)
