"""What begins a new generation: any record of which it isn't known that readers never see it.

A list of what readers see would be wrong as soon as somebody adds a model; this one is only slow then.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import DraftStateMixin, Revision
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from pages.services.keeping import content_changed

from .generations import changed

#: Applications of which readers see nothing.
UNSEEN_APPS = frozenset(
    {
        *("auth", "axes", "contenttypes", "otp_static", "otp_totp", "page_store", "sessions"),
        *("simple_translation", "users"),
        *("wagtailadmin", "wagtailsearch", "wagtailsearchpromotions", "wagtailusers"),
    }
)
#: Records of which readers see nothing on a page that is stored: what editors work with, what is counted,
#: what only the search reads. Renditions are files: the image of which they are made is seen.
UNSEEN = frozenset(
    {
        *("pages.DayAnswer", "pages.DaySalt", "pages.DayTally", "pages.PageAnswers"),
        *("pages.ExternalLink", "pages.LoadedItem", "pages.OwnerWorkflow", "pages.Run"),
        *("pages.SearchDocument", "pages.SearchPosting", "pages.SearchSynonym", "pages.SearchWord"),
        *("pages.CustomRendition", "wagtailimages.Rendition", "wagtailcore.UploadedFile"),
        *("wagtailcore.Revision", "wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"),
        *("wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription"),
        *("wagtailcore.Task", "wagtailcore.TaskState", "wagtailcore.GroupApprovalTask"),
        *("wagtailcore.GroupApprovalTask_groups", "wagtailcore.WorkflowContentType"),
        *("wagtailcore.Workflow", "wagtailcore.WorkflowPage", "wagtailcore.WorkflowState"),
        *("wagtailcore.WorkflowTask", "wagtailcore.APIToken", "wagtailcore.GroupSitePermission"),
        *("wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission"),
        # It follows what is saved, in the same request: see generations.settle.
        "wagtailcore.ReferenceIndex",
    }
)
#: Saving only these of a page or snippet changes its draft.
OF_DRAFTS = frozenset(
    {
        *("draft_title", "expired", "has_unpublished_changes", "latest_revision"),
        *("go_live_at", "latest_revision_created_at", "locked", "locked_at", "locked_by"),
    }
)
PUBLISHING = (
    *(page_published, page_unpublished, published, unpublished),
    *(page_slug_changed, post_page_move, content_changed),
)


def is_seen(model: type[Model]) -> bool:
    """Tell whether readers may see something of the records of a model."""
    options = model._meta
    if model.__module__ == "__fake__":
        return False  # a model as a migration knew it: our own tables may not be there yet
    if options.app_label not in {config.label for config in apps.get_app_configs()}:
        return False  # the table of migrations
    return options.app_label not in UNSEEN_APPS and options.label not in UNSEEN


def connect() -> None:
    """Listen to all that changes."""
    for signal, receiver in (
        (post_save, _saved),
        (post_delete, _deleted),
        (m2m_changed, _related),
    ):
        signal.connect(receiver, dispatch_uid=f"page_store{receiver.__name__}")
    for happening in PUBLISHING:
        happening.connect(_happened, dispatch_uid="page_store_happened")


def _saved(
    sender: type[Model],
    instance: Model,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if isinstance(instance, Revision):
        if instance.approved_go_live_at:
            changed()  # not what readers see, but until when it holds: see schedule.py
        return
    # Drafts are written many times before anybody sees them; publishing has signals of its own.
    draft = isinstance(instance, DraftStateMixin) and (
        not instance.live or (update_fields is not None and update_fields <= OF_DRAFTS)
    )
    if is_seen(sender) and not draft:
        changed()


def _deleted(sender: type[Model], **kwargs: Any) -> None:
    if is_seen(sender):
        changed()


def _related(sender: type[Model], action: str, **kwargs: Any) -> None:
    if action.startswith("post_") and is_seen(sender):
        changed()


def _happened(sender: Any, **kwargs: Any) -> None:
    changed()
