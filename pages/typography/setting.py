"""Sets the typography of what is about to be read: a page's own words, or a record's in both languages."""

from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField

from .rules import set_apostrophes, set_name, set_rich_type, set_type

Setter = Callable[[str, str], str]

#: How the names of fields end that stand in both languages, and those of their twins.
_OTHER = {"_fr": "_en", "_en": "_fr"}
_PAIRED = tuple(_OTHER)


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

    A name, and what reads the same in both languages, may be of any language: nothing is added to it.
    Returns how many texts changed.
    """
    typed = {
        field.name: getattr(thing, field.name)
        for field in thing._meta.concrete_fields
        if field.name.endswith(_PAIRED) and _is_words(field)
    }
    changed = 0
    for name, text in typed.items():
        base = name.removesuffix(name[-3:])
        is_name = base == "name" or text == typed.get(f"{base}{_OTHER[name[-3:]]}")
        changed += _typeset_field(thing, name, name[-2:], set_name if is_name else set_type)
    return changed


def typeset_record(thing: models.Model) -> int:
    """Set the typography of all words of a thing without drafts, and return how many texts changed.

    Of words that stand there once, for both languages, only the apostrophes are set.
    """
    return typeset_pairs(thing) + sum(
        _typeset_field(thing, field.name, "", lambda text, _language: set_apostrophes(text))
        for field in thing._meta.concrete_fields
        if _is_words(field) and not field.choices and not field.name.endswith(_PAIRED)
    )


def typeset_fields(thing: models.Model, language: str, **setters: Setter) -> int:
    """Set fields of a thing that is in one language, each in its way ("term=set_name").

    Returns how many texts changed.
    """
    return sum(_typeset_field(thing, name, language, setter) for name, setter in setters.items())


def _is_words(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField) and not isinstance(
        field, models.SlugField | models.URLField | models.EmailField
    )


def _typeset_field(thing: Any, name: str, language: str, setter: Setter) -> int:
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
