"""Which facts and pages a page mentions, read from its raw data without a query."""

from collections.abc import Iterator
from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text
from wagtail.snippets.blocks import SnippetChooserBlock

from ..facts.models import Fact

#: A model and an id of it, as found in raw data.
Mention = tuple[type, int]


def mentioned(page: Page) -> tuple[list[int], list[int]]:
    """Return the ids of the facts and of the pages that a page mentions, in their order.

    Args:
        page: a specific page.
    """
    found = [
        (model, object_id)
        for field in page._meta.concrete_fields
        for model, object_id in _in_field(field, page)
    ]
    facts = [pk for model, pk in found if issubclass(model, Fact)]
    pages = [pk for model, pk in found if issubclass(model, Page)]
    return list(dict.fromkeys(facts)), list(dict.fromkeys(pages))


def _in_field(field: Any, page: Page) -> Iterator[Mention]:
    if isinstance(field, RichTextField):
        yield from _in_rich_text(getattr(page, field.name))
    elif isinstance(field, StreamField):
        stream = getattr(page, field.name)
        yield from _in_block(stream.stream_block, list(stream.raw_data))


def _in_rich_text(source: str | None) -> Iterator[Mention]:
    for model, object_id, *_path in extract_references_from_rich_text(source or ""):
        if str(object_id).isdigit():
            yield model, int(object_id)


def _in_block(block: blocks.Block, raw: Any) -> Iterator[Mention]:
    """Walk raw data along the blocks that it belongs to."""
    if raw is None or raw == "":
        return
    if isinstance(block, blocks.StreamBlock):
        for item in raw:
            child = block.child_blocks.get(item["type"])
            if child:
                yield from _in_block(child, item["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _in_block(block.child_block, item["value"])
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(raw)
    elif isinstance(block, SnippetChooserBlock | blocks.PageChooserBlock) and isinstance(raw, int):
        yield block.model_class, raw
