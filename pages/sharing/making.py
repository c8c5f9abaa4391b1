"""Share cards are made when a page is published, and by `make_cards`; never while somebody reads."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.dispatch import receiver
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from ..models import BasePage, SiteSettings
from ..services.cards import specific_pages
from ..services.keeping import content_changed
from .cards import FOLDER, ShareCard, card_of
from .drawing import draw

ROOT_DEPTH = 1
_later: ContextVar[bool] = ContextVar("later", default=False)


@contextmanager
def cards_later() -> Iterator[None]:
    """Leave the cards of what is published meanwhile to `make_cards`: for loading a whole site."""
    token = _later.set(True)
    try:
        yield
    finally:
        _later.reset(token)


@receiver(page_published, dispatch_uid="card_published")
def make_card(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Make the card of a page that has just been published, once that is sure."""
    if isinstance(instance, BasePage) and not _later.get():
        # Published is published: a card that can't be kept now is made by `make_cards` later.
        transaction.on_commit(lambda: make_for(instance.pk), robust=True)


@receiver(page_unpublished, dispatch_uid="card_unpublished")
def remove_card(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Remove the card of a page that nobody can read any more."""
    transaction.on_commit(lambda: remove(_of_page(instance.pk)), robust=True)


def make_for(page_id: int) -> None:
    """Make a live page's card where it is missing, and remove those that it had before."""
    page = Page.objects.live().select_related("locale").filter(pk=page_id).first()
    if page is None:
        return
    way = specific_pages([*page.get_ancestors().filter(depth__gt=ROOT_DEPTH), page])
    card = card_of(way[-1], way[:-1], site_name(page))
    if make(card):
        content_changed.send(sender=BasePage)  # the page names its card from now on
    remove(name for name in _of_page(page_id) if name != card.name)


def wanted() -> list[ShareCard]:
    """Return the cards of all live pages: one query a page type, and three more."""
    pages = specific_pages(Page.objects.filter(depth__gt=ROOT_DEPTH).order_by("path"))
    _fetch_photographs(pages)
    name = site_name(pages[0]) if pages else ""
    cards: list[ShareCard] = []
    way: list[Any] = []
    for page in pages:
        way = [item for item in way if page.path.startswith(item.path)]
        if page.live and isinstance(page, BasePage):
            cards.append(card_of(page, way, name))
        way.append(page)
    return cards


def _fetch_photographs(pages: Iterable[Any]) -> None:
    shown = [page for page in pages if getattr(page, "picture_id", None)]
    images = get_image_model().objects.in_bulk({page.picture_id for page in shown})
    for page in shown:
        page.picture = images.get(page.picture_id)


def site_name(page: Page) -> str:
    """Return the name of the site on which a page stands."""
    site = page.get_site()
    return SiteSettings.for_site(site).name if site else ""


def make(card: ShareCard) -> bool:
    """Draw a card and keep it, unless it is there; return whether it was drawn."""
    if default_storage.exists(card.name):
        return False
    kept = default_storage.save(card.name, ContentFile(draw(card)))
    if kept != card.name:  # somebody else was faster
        default_storage.delete(kept)
    return True


def remove(names: Iterable[str]) -> None:
    """Remove pictures of cards."""
    for name in list(names):
        default_storage.delete(name)


def kept_names() -> list[str]:
    """Return the names of all cards that are kept."""
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:  # a bucket has no folders: it says that there is nothing in it
        return []
    return [f"{FOLDER}/{file}" for file in files]


def _of_page(page_id: int) -> list[str]:
    return [name for name in kept_names() if name.startswith(f"{FOLDER}/{page_id}-")]
