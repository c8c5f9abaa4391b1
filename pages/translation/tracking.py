"""When a page falls behind its twin, and when it is put right.

The rule: a page is behind once its twin publishes something that says other than what the page was last
found to be in step with. While a page is behind, publishing it is taken for catching up and doesn't put
its twin behind in turn. "Up to date" puts both in step.
"""

from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import copy_for_translation_done, page_published

from ..models.base import BasePage
from ..permissions import StaffedPagePermissionTester
from .comparing import says_the_same
from .models import Translation

CONFIRMED = "pages.confirm_translation"  # as an action in the log
TRANSLATE = "simple_translation.submit_translation"


def may_translate(user: Any, page: Page) -> bool:
    """Tell whether somebody may translate a page, or say that its translation is up to date."""
    # A page that isn't read as its own type would be asked by Wagtail's rules and not by ours.
    return user.has_perm(TRANSLATE) and StaffedPagePermissionTester(user, page).can_edit()


def other_page(page: Page) -> Page | None:
    """Return the page in the other language, be it live or a draft."""
    return (
        page.get_translations(inclusive=False)
        .select_related("locale", "live_revision", "latest_revision")
        .first()
    )


def record_of(page: Page) -> Translation | None:
    """Return what a page was last in step with."""
    return (
        Translation.objects.filter(page_id=page.pk)
        .select_related("source_revision", "confirmed_by")
        .first()
    )


def said_by(page: Page) -> Revision | None:
    """Return the revision of a page that its translation has to follow: what readers get of it."""
    return page.live_revision if page.live and page.live_revision else page.latest_revision


def put_in_step(page: Page, twin: Page, user: Any = None) -> None:
    """Note that a page and its twin say the same now, the page's latest draft included.

    Args:
        page: the page that was brought up to date.
        twin: the page in the other language.
        user: who says so, or None where it is the loader.
    """
    online = page.live and not page.has_unpublished_changes
    for here, source in ((page, said_by(twin)), (twin, page.latest_revision)):
        record = Translation.objects.filter(page_id=here.pk).first() or Translation(page_id=here.pk)
        record.source_revision = source
        record.confirmed_at = timezone.now()
        record.confirmed_by = user
        record.behind_since = None
        if here is twin or online:
            record.readers_behind_since = None
        record.save()


@transaction.atomic
def confirm(page: Page, twin: Page, user: Any) -> None:
    """Let somebody say that a page is up to date with its twin; the page's history keeps it."""
    put_in_step(page, twin, user)
    source = said_by(twin)
    log(instance=page, action=CONFIRMED, user=user, data={"source": source.pk if source else None})


@receiver(copy_for_translation_done, dispatch_uid="translation_copied")
def note_copied(source_obj: Any, target_obj: Any, **kwargs: Any) -> None:
    """Note from which revision a translation was started; nobody has read it yet."""
    if not isinstance(target_obj, Page):
        return
    now = timezone.now()
    Translation.objects.filter(page_id__in=[source_obj.pk, target_obj.pk]).delete()
    Translation.objects.create(
        page_id=target_obj.pk,
        source_revision=said_by(source_obj),
        confirmed_at=now,
        readers_behind_since=now,
    )


@receiver(page_published, dispatch_uid="translation_published")
def note_published(instance: Any, revision: Revision, **kwargs: Any) -> None:
    """Note that readers of a page get something new, which its twin may not say yet."""
    twin = other_page(instance) if isinstance(instance, BasePage) else None
    if twin is None:
        return
    own = record_of(instance)
    catching_up = bool(own and own.readers_behind_since)
    if own and own.readers_behind_since != own.behind_since:
        own.readers_behind_since = own.behind_since
        own.save(update_fields=["readers_behind_since"])
    theirs = record_of(twin)
    if theirs is None:
        # A pair that nothing is known of is taken to say the same.
        Translation.objects.create(
            page_id=twin.pk, source_revision=revision, confirmed_at=timezone.now()
        )
    elif catching_up:
        theirs.source_revision = revision
        theirs.save(update_fields=["source_revision"])
    else:
        _compare(theirs, type(instance), revision)


def _compare(record: Translation, model: type[BasePage], revision: Revision) -> None:
    source = record.source_revision
    if source and says_the_same(model, source.content, revision.content):
        if record.readers_behind_since == record.behind_since:
            record.readers_behind_since = None
        record.behind_since = None
    elif record.behind_since is None:
        record.behind_since = timezone.now()
        record.readers_behind_since = record.readers_behind_since or record.behind_since
    else:
        return
    record.save(update_fields=["behind_since", "readers_behind_since"])
