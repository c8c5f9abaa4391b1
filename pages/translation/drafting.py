"""The first draft of a translation: a copy in the other tree that already leads to the other language."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail import blocks
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.coreutils import find_available_slug
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page

from ..services.mentions import mentioned
from ..services.translations import localised, other_language
from .models import Translation

_PAGE_LINK = re.compile(r"<a\b[^>]*>")
_PAGE_ID = re.compile(r'\bid="(\d+)"')


@transaction.atomic
def translate(page: Page, user: Any) -> Page:
    """Return a draft of a page in the other language: its words still to be translated, all else done.

    The draft has the same blocks with the same ids, and the same photographs and facts. What it links to
    or chooses is the page in its own language wherever that is online. Its address follows the title
    as long as it isn't online.

    Args:
        page: a specific page whose parent is there in the other language.
        user: who translates.

    Raises:
        ParentNotTranslatedError: the page above isn't there in the other language.
    """
    language = other_language(page.locale.language_code)
    locale = Locale.objects.get(language_code=language)
    draft = CopyPageForTranslationAction(page, locale, user=user).execute().specific
    point_to_language(draft, language)
    # The editor's form keeps the address in step with the title only where it was made from it.
    draft.slug = find_available_slug(
        draft.get_parent(), slugify(draft.title) or draft.slug, ignore_page_id=draft.pk
    )
    draft.owner = user
    draft.save()
    draft.save_revision(user=user, clean=False)
    Translation.objects.filter(page_id=draft.pk).update(confirmed_by=user)
    return draft


def point_to_language(page: Page, language: str) -> None:
    """Let links and chosen pages of a page lead to what is online in a language; others stay as they are."""
    _facts, ids = mentioned(page)
    twins = localised(Page.objects.filter(pk__in=ids), language) if ids else {}

    def here(pk: int) -> int:
        return twins[pk].pk if pk in twins else pk

    for field in page._meta.concrete_fields:
        if isinstance(field, RichTextField):
            setattr(page, field.name, _in_rich_text(getattr(page, field.name) or "", here))
        elif isinstance(field, StreamField):
            stream = getattr(page, field.name)
            raw = _in_block(stream.stream_block, list(stream.raw_data), here)
            setattr(page, field.name, json.dumps(raw))


def _in_rich_text(source: str, here: Callable[[int], int]) -> str:
    def link(tag: re.Match[str]) -> str:
        if 'linktype="page"' not in tag[0]:
            return tag[0]
        return _PAGE_ID.sub(lambda found: f'id="{here(int(found[1]))}"', tag[0])

    return _PAGE_LINK.sub(link, source)


def _in_block(block: blocks.Block, raw: Any, here: Callable[[int], int]) -> Any:
    """Return raw data with its pages replaced; all else, and every id, stays."""
    if raw is None or raw == "":
        return raw
    if isinstance(block, blocks.StreamBlock):
        return [_item(block.child_blocks.get(item["type"]), item, here) for item in raw]
    if isinstance(block, blocks.ListBlock):
        return [_item(block.child_block, item, here) for item in raw]
    if isinstance(block, blocks.StructBlock):
        known = block.child_blocks
        return {
            name: _in_block(known[name], value, here) if name in known else value
            for name, value in raw.items()
        }
    if isinstance(block, blocks.RichTextBlock):
        return _in_rich_text(raw, here)
    if isinstance(block, blocks.PageChooserBlock) and isinstance(raw, int):
        return here(raw)
    return raw


def _item(
    block: blocks.Block | None, item: dict[str, Any], here: Callable[[int], int]
) -> dict[str, Any]:
    return {**item, "value": _in_block(block, item["value"], here)} if block else item
