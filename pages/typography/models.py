"""Things whose typography is put right when they go to the readers.

What has drafts is set when it is published, in the revision that goes live too; all else when it is saved.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import log
from wagtail.models import Revision
from wagtail.signals import published

from .setting import typeset_record

#: As an action in the history of a page or a fact.
TYPESET = "pages.typeset"


class TypesetMixin:
    """For what has drafts: they stay as typed; what readers get is set as print has it."""

    live: Any
    live_revision_id: Any

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Only a few columns are named when a draft is saved beside what is live.
        is_publishing = self.live and self.live_revision_id and not kwargs.get("update_fields")
        if is_publishing:
            self.typeset()
        super().save(*args, **kwargs)  # type: ignore[misc]

    def typeset(self) -> int:
        """Set the typography of the words, and return how many texts changed."""
        raise NotImplementedError


class TypesetOnSaveMixin:
    """For what has no drafts: what is saved is what readers get."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.typeset()
        super().save(*args, **kwargs)  # type: ignore[misc]

    def typeset(self) -> int:
        """Set the typography of the words, and return how many texts changed."""
        return typeset_record(self)  # type: ignore[arg-type]  # a model comes with it


@receiver(published)
def typeset_revision(sender: Any, instance: Any, revision: Revision, **kwargs: Any) -> None:
    """Set the revision that was published like what was published from it, and note it in the history.

    It stays the same revision: nobody edited anything.
    """
    if not isinstance(instance, TypesetMixin):
        return
    draft = revision.as_object()
    changed = draft.typeset()
    if changed:
        revision.content = draft.serializable_data()
        revision.save(update_fields=["content"])
        log(instance=instance, action=TYPESET, revision=revision, data={"texts": changed})
