"""When the index follows: a page is published, taken offline, moved; a record or fact of it changes."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django_tasks import task
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move, published

from ..facts.changes import facts_changed
from ..facts.models import Fact
from ..glossary.models import GlossaryTerm
from ..models import SiteSettings
from ..services.background import for_each
from .indexing import forget, glossary_pages, index_pages


@receiver(page_published, dispatch_uid="search_published")
def follow_published(instance: Any, **kwargs: Any) -> None:
    """Write a page anew once it is published."""
    for_each(index_published, instance.pk)


def index_published(ids: list[int]) -> None:
    """Write pages anew that were published."""
    index_pages(Page.objects.filter(pk__in=ids).only("pk"))


@receiver(page_unpublished, dispatch_uid="search_unpublished")
def follow_unpublished(instance: Any, **kwargs: Any) -> None:
    """Forget a page once it is taken offline; Wagtail sends this before it deletes one, too."""
    forget(instance)


@receiver([post_save, post_delete], sender=GlossaryTerm, dispatch_uid="search_term")
@receiver(post_save, sender=SiteSettings, dispatch_uid="search_glossary")
def follow_glossary(raw: bool = False, **kwargs: Any) -> None:
    """Write the page of the glossary anew, under which its terms are found; the settings name it."""
    if not raw:
        index_glossary.enqueue()


@task()
def index_glossary() -> None:
    """Write the page of the glossary anew."""
    index_pages(glossary_pages())


@receiver(post_page_move, dispatch_uid="search_move")
def follow_move(instance: Page, **kwargs: Any) -> None:
    """Write a moved page and all below it anew: they may belong to somebody else now."""
    index_pages(instance.get_descendants(inclusive=True).live())


@receiver(published, sender=Fact, dispatch_uid="search_fact")
def follow_fact(instance: Any, **kwargs: Any) -> None:
    """Write the pages anew that show a fact."""
    index_pages_about(instance)


@receiver(facts_changed, dispatch_uid="search_facts_changed")
def follow_changed_facts(page_ids: set[int], **kwargs: Any) -> None:
    """Write the pages anew whose facts read otherwise because a day went by."""
    index_pages(Page.objects.filter(pk__in=page_ids))


def follow_records(*models: type) -> None:
    """Let the pages about records of these models be written anew when one is saved."""
    for model in models:
        post_save.connect(
            _follow_record, sender=model, dispatch_uid=f"search_{model.__name__.lower()}"
        )


def _follow_record(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        index_pages_about(instance)


def index_pages_about(thing: Any) -> None:
    """Write the live pages anew that refer to a fact or record."""
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(thing)),
        to_object_id=str(thing.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    ids = {int(pk) for pk in uses.values_list("object_id", flat=True)}
    if ids:
        index_pages(Page.objects.filter(pk__in=ids))
