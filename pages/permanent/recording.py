"""Keeps the register of public addresses in step with the tree, whatever way a page takes.

Everything here compares the register with where pages are now, and may be called again and again.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.signals import post_delete, pre_delete
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .ids import id_of, keys_with_id_of
from .models import PublicAddress, PublicPage

#: Below this depth of the tree there are the public pages.
ROOT_DEPTH = 1
Name = tuple[UUID, str]


def path_of(page: Page) -> str | None:
    """Return the path at which a page is public, or None for a draft and what lies under no site."""
    parts = page.get_url_parts() if page.live and page.depth > ROOT_DEPTH else None
    return parts[2] if parts else None


def record(page: Page) -> None:
    """Bring the register up to date with a page and all below it: three queries where nothing changed."""
    if page.depth > ROOT_DEPTH:
        pages = Page.objects.filter(path__startswith=page.path).select_related("locale")
        # Wagtail's own first page ("Welcome") is no page of ours.
        untyped = ContentType.objects.get_for_model(Page)
        record_pages(pages.exclude(content_type=untyped), timezone.now())


def record_pages(pages: Iterable[Page], now: datetime) -> None:
    """Bring the register up to date with these pages."""
    named: dict[Name, Page] = {
        (page.translation_key, page.locale.language_code): page for page in pages
    }
    known: dict[Name, PublicPage] = {
        (entry.translation_key, entry.language): entry
        for entry in PublicPage.objects.filter(translation_key__in={key for key, _lang in named})
    }
    current: dict[int, list[PublicAddress]] = defaultdict(list)
    for address in PublicAddress.objects.filter(page__in=known.values(), until=None):
        current[address.page_id].append(address)

    for name, page in named.items():
        path, entry = path_of(page), known.get(name)
        if path is not None:
            entry = _as_public(page, entry)
            _settle(entry, path, current[entry.pk], now)
        elif entry is not None and entry.gone_on is None:
            adopt(Redirect.objects.filter(redirect_page=page.pk), entry, now)
            _close(entry, now)


def _as_public(page: Page, entry: PublicPage | None) -> PublicPage:
    """Note that a page is public, under its present title."""
    title = page.title[: PublicPage._meta.get_field("title").max_length]
    if entry is None:
        return PublicPage.objects.create(
            key=id_of(page.translation_key),
            translation_key=page.translation_key,
            language=page.locale.language_code,
            title=title,
        )
    if entry.gone_on or entry.replaced_by_id or entry.title != title:
        # Whoever is back needs no successor; that no page that is there has one keeps them from loops.
        entry.title, entry.gone_on, entry.replaced_by = title, None, None
        entry.save()
    return entry


def _settle(entry: PublicPage, path: str, current: list[PublicAddress], now: datetime) -> None:
    """Note that a page is at this path, and at no other any more."""
    if [address.path for address in current] == [path]:
        return
    entry.addresses.filter(until=None).exclude(path=path).update(until=now)
    PublicAddress.objects.update_or_create(
        path=path, page=entry, defaults={"until": None}, create_defaults={"since": now}
    )


def _close(entry: PublicPage, now: datetime) -> None:
    """Note that a page is gone."""
    entry.gone_on = now
    entry.save()
    entry.addresses.filter(until=None).update(until=now)


def adopt(redirects: QuerySet[Redirect], entry: PublicPage, now: datetime) -> None:
    """Make the redirects to a page that goes addresses of its own.

    Wagtail deletes those to a deleted page, and would take readers to one offline by two redirects.
    """
    for redirect in redirects:
        PublicAddress.objects.get_or_create(
            path=redirect.old_path.rstrip("/") + "/",
            page=entry,
            defaults={"since": redirect.created_at or now, "until": now},
        )
    redirects.delete()


def replace(entry: PublicPage, successor: Page) -> None:
    """Note which live page has taken the place of one that is gone."""
    entry.replaced_by = PublicPage.objects.get(
        translation_key=successor.translation_key, language=successor.locale.language_code
    )
    entry.save()


def ensure_own_id(page: Page) -> None:
    """Give a new page another translation key where its id belongs to another page.

    That happens once in a thousand million pairs of pages. Translations keep the key of their original.
    """
    first, last = keys_with_id_of(page.translation_key)
    others = {"translation_key__gte": first, "translation_key__lte": last}
    while any(
        found.filter(**others).exclude(translation_key=page.translation_key).exists()
        for found in (Page.objects.all(), PublicPage.objects.all())
    ):
        page.translation_key = uuid4()
        first, last = keys_with_id_of(page.translation_key)
        others = {"translation_key__gte": first, "translation_key__lte": last}


def _changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    record(instance)


def _going(sender: Any, instance: Page, **kwargs: Any) -> None:
    entry = entry_of(instance)
    if entry is not None:
        adopt(Redirect.objects.filter(redirect_page=instance.pk), entry, timezone.now())


def _deleted(sender: Any, instance: Page, **kwargs: Any) -> None:
    entry = entry_of(instance)
    if entry is not None and entry.gone_on is None:
        _close(entry, timezone.now())


def entry_of(page: Page) -> PublicPage | None:
    """Return what the register knows of a page, or None where it was never public."""
    return PublicPage.objects.filter(
        translation_key=page.translation_key, language=page.locale.language_code
    ).first()


def connect() -> None:
    """Listen to what happens to pages; BasePage calls ``record`` itself when it is saved."""
    for signal in (page_published, page_slug_changed, page_unpublished, post_page_move):
        signal.connect(_changed, dispatch_uid=f"{__name__}.changed")
    # Every page is also a Page: these are sent once for each, whatever its type.
    pre_delete.connect(_going, sender=Page, dispatch_uid=f"{__name__}.going")
    post_delete.connect(_deleted, sender=Page, dispatch_uid=f"{__name__}.deleted")
