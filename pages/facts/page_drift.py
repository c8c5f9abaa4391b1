"""The two languages of each page, text by text: the same block has the same id in both trees."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from ..services.cards import specific_pages
from .drift import Difference, differences

PLAIN_FIELDS = ("title", "lead", "search_description")


def texts(page: Any) -> Iterator[tuple[str, str]]:
    """Yield each text of a page with its place: a field's name, or a path of block ids."""
    for name in PLAIN_FIELDS:
        yield name, getattr(page, name)
    for field in page._meta.concrete_fields:
        if isinstance(field, RichTextField):
            yield field.name, getattr(page, field.name) or ""
        elif isinstance(field, StreamField):
            stream = getattr(page, field.name)
            yield from _in_block(stream.stream_block, list(stream.raw_data), field.name)


def _in_block(block: blocks.Block, raw: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(block, blocks.StreamBlock):
        for item in raw or []:
            child = block.child_blocks.get(item["type"])
            if child:
                yield from _in_block(child, item["value"], f"{path}/{item['id'][:8]}")
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, (raw or {}).get(name), f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(raw or []):
            yield from _in_block(block.child_block, item["value"], f"{path}[{number}]")
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.RichTextBlock):
        yield path, raw or ""


def drift(pages: Iterable[Page], names: Iterable[str]) -> list[Difference]:
    """Return where live pages and their live twins disagree outside facts.

    Args:
        pages: live pages of both languages.
        names: names that are the same in both.
    """
    names = sorted(set(names), key=len, reverse=True)
    by_key: dict[Any, dict[str, Any]] = {}
    for page in specific_pages(pages):
        by_key.setdefault(page.translation_key, {})[page.locale.language_code] = page
    found: list[Difference] = []
    for twins in by_key.values():
        if len(twins) < 2:
            continue
        french, english = dict(texts(twins["fr"])), dict(texts(twins["en"]))
        for place in sorted(french.keys() & english.keys()):
            found += differences(
                f"{twins['fr'].url_path} {place}", french[place], english[place], names
            )
        for place in sorted(french.keys() ^ english.keys()):
            said = french.get(place) or english.get(place) or ""
            missing = differences(
                f"{twins['fr'].url_path} {place}",
                said if place in french else "",
                said if place in english else "",
                names,
            )
            found += missing
    return found
