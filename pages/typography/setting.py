"""Sets the typography of what is about to be read: a page's own words, or a fact's in both languages."""

from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField

from .rules import set_rich_type, set_type

#: Fields of records that are words, whatever their name ends in.
_PAIRED = ("_fr", "_en")


def typeset_page(page: Any) -> int:
    """Set the typography of a page's words in its language, and return how many texts changed.

    Addresses, slugs, links and the attributes of rich text stay as they are.
    """
    from ..facts.page_claims import is_prose

    # A page that is just being made takes its language from where it is put.
    locale = page.locale if page.locale_id else page.get_default_locale()
    language = locale.language_code
    changed = 0
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            changed += _typeset_stream(page, field.name, language)
        elif is_prose(field) and _is_words(field):
            setter = set_rich_type if isinstance(field, RichTextField) else set_type
            changed += _typeset_field(page, field.name, language, setter)
    return changed


def typeset_pairs(thing: models.Model) -> int:
    """Set the typography of the fields that stand in both languages ("name_fr", "name_en").

    Returns how many texts changed.
    """
    return sum(
        _typeset_field(thing, field.name, field.name[-2:], set_type)
        for field in thing._meta.concrete_fields
        if field.name.endswith(_PAIRED) and _is_words(field)
    )


def _is_words(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not isinstance(
        field, models.SlugField | models.URLField | models.EmailField
    )


def _typeset_field(thing: Any, name: str, language: str, setter: Callable[[str, str], str]) -> int:
    typed = getattr(thing, name) or ""
    done = setter(typed, language)
    if done == typed:
        return 0
    setattr(thing, name, done)
    return 1


def _typeset_stream(page: Any, name: str, language: str) -> int:
    stream: StreamValue = getattr(page, name)
    done, changed = _typeset_block(stream.stream_block, list(stream.raw_data), language)
    if changed:
        setattr(page, name, StreamValue(stream.stream_block, done, is_lazy=True))
    return changed


def _typeset_block(block: blocks.Block | None, raw: Any, language: str) -> tuple[Any, int]:
    """Return a block's raw data with its typography set, and how many of its texts changed."""
    if block is None or not raw:
        return raw, 0
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        items = []
        for item in raw:
            child = (
                block.child_blocks.get(item["type"])
                if isinstance(block, blocks.StreamBlock)
                else block.child_block
            )
            items.append((item, *_typeset_block(child, item["value"], language)))
        return (
            [item | {"value": value} for item, value, _count in items],
            sum(count for _item, _value, count in items),
        )
    if isinstance(block, blocks.StructBlock):
        parts = {
            name: _typeset_block(child, raw.get(name), language)
            for name, child in block.child_blocks.items()
            if name in raw
        }
        done = raw | {name: value for name, (value, _count) in parts.items()}
        return done, sum(count for _value, count in parts.values())
    if isinstance(block, blocks.RichTextBlock):
        text = set_rich_type(raw, language)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        text = set_type(raw, language)
    else:
        return raw, 0
    return text, int(text != raw)
