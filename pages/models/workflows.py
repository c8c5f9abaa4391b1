"""Whose approval a fact needs: each owner has its own workflow."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Workflow


class OwnerWorkflow(models.Model):
    """The workflow of what a collection owns; pages get theirs from the tree, as Wagtail has it."""

    collection = models.OneToOneField(
        Collection,
        on_delete=models.CASCADE,
        related_name="owner_workflow",
        verbose_name=_("collection"),
    )
    workflow = models.ForeignKey(
        Workflow, on_delete=models.CASCADE, related_name="owners", verbose_name=_("workflow")
    )

    class Meta:
        verbose_name = _("workflow of an owner")
        verbose_name_plural = _("workflows of owners")

    def __str__(self) -> str:
        return f"{self.collection}: {self.workflow}"

    @classmethod
    def of(cls, collection_id: int) -> Workflow | None:
        """Return the active workflow of a collection, or None where it has none."""
        if not getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
            return None
        found = cls.objects.filter(collection=collection_id, workflow__active=True)
        owner = found.select_related("workflow").first()
        return owner.workflow if owner else None
