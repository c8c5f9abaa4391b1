"""The claims that stand in a page's prose, each with the place where an editor finds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from ..models.base import BasePage
from .guard import ClaimKind, findings, plain
from .patterns import alike

#: Of the fields that every Wagtail page has, those that readers or search engines get to read.
WAGTAIL_FIELDS = ("title", "seo_title", "search_description")
#: Text on a page's form that is not for readers.
NOT_PROSE = ("overruled_reason",)

#: The way from a field to a text in it: indexes of lists and streams, names of a block's parts.
Path = tuple[int | str, ...]


@dataclass(frozen=True)
class PlacedText:
    """A text of a page and where it stands.

    Attributes:
        field: the name of the page's field.
        path: the way to it inside the field's blocks; empty for a plain field.
        labels: the same way in an editor's words ("Body", "Section 2", "Text 1").
        block_id: the id of the nearest block that has one.
        text: its words, without facts.
    """

    field: str
    path: Path
    labels: tuple[str, ...]
    block_id: str
    text: str


@dataclass(frozen=True)
class PlacedFinding:
    """A claim and where it stands; ``place`` is in the language that was active."""

    field: str
    path: Path
    place: str
    block_id: str
    phrase: str
    kind: ClaimKind


def page_findings(page: BasePage) -> list[PlacedFinding]:
    """Return the claims in a page's prose, whether they have been overruled or not.

    Args:
        page: a specific page, with the texts that are to be checked.
    """
    return [
        PlacedFinding(
            text.field, text.path, " › ".join(text.labels), text.block_id, found.phrase, found.kind
        )
        for text in page_texts(page)
        for found in findings(text.text, page.locale.language_code)
    ]


def open_findings(page: BasePage) -> list[PlacedFinding]:
    """Return the claims that keep a page from being published: those that nobody has overruled."""
    allowed = {_same(item["phrase"]) for item in page.overruled_phrases}
    return [found for found in page_findings(page) if _same(found.phrase) not in allowed]


def overrule(page: BasePage) -> bool:
    """Let the page's claims stand for the reason given on it, and tell whether that is new.

    It is for the claims of now and none that come later: the same reason doesn't serve twice.
    Without a reason nothing stands.
    """
    reason = page.overruled_reason.strip()
    if reason and any(item["reason"] == reason for item in page.overruled_phrases):
        return False
    found = page_findings(page) if reason else []
    phrases = dict.fromkeys(item.phrase for item in found)
    page.overruled_phrases = [{"phrase": phrase, "reason": reason} for phrase in phrases]
    return bool(phrases)


def _same(phrase: str) -> str:
    return " ".join(alike(phrase).casefold().split())


# --- Walking the texts ---------------------------------------------------------------------------


def page_texts(page: BasePage) -> Iterator[PlacedText]:
    """Yield every text that readers get from a page's own fields, in the order of the model."""
    for field in page._meta.concrete_fields:
        label = str(capfirst(field.verbose_name))
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            yield from _in_block(
                stream.stream_block,
                list(stream.raw_data),
                PlacedText(field.name, (), (label,), "", ""),
            )
        elif is_prose(field):
            value = getattr(page, field.name) or ""
            text = plain(value) if isinstance(field, RichTextField) else value
            yield PlacedText(field.name, (), (label,), "", text)


def is_prose(field: Any) -> bool:
    """Tell whether a page's field holds words for readers."""
    if field.name in WAGTAIL_FIELDS:
        return True
    return (
        isinstance(field, models.CharField | models.TextField)
        and issubclass(field.model, BasePage)
        and field.editable
        and not field.choices
        and field.name not in NOT_PROSE
    )


def _in_block(block: blocks.Block, raw: Any, place: PlacedText) -> Iterator[PlacedText]:
    """Walk raw data along the blocks that it belongs to; ``place`` is where the block stands."""
    if raw is None or raw == "":
        return
    if isinstance(block, blocks.StreamBlock):
        items = ((block.child_blocks.get(item["type"]), item) for item in raw)
        yield from _in_items(items, place)
    elif isinstance(block, blocks.ListBlock):
        yield from _in_items(((block.child_block, item) for item in raw), place)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name), _inside(place, name, str(child.label)))
    elif isinstance(block, blocks.RichTextBlock):
        yield PlacedText(place.field, place.path, place.labels, place.block_id, plain(raw))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield PlacedText(place.field, place.path, place.labels, place.block_id, raw)


def _in_items(
    items: Iterable[tuple[blocks.Block | None, dict[str, Any]]], place: PlacedText
) -> Iterator[PlacedText]:
    for index, (child, item) in enumerate(items):
        if child:
            label = f"{child.label} {index + 1}"
            inside = _inside(place, index, label, str(item.get("id") or ""))
            yield from _in_block(child, item["value"], inside)


def _inside(place: PlacedText, step: int | str, label: str, block_id: str = "") -> PlacedText:
    return PlacedText(
        place.field, (*place.path, step), (*place.labels, label), block_id or place.block_id, ""
    )
