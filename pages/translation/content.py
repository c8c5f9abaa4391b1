"""A page's content piece by piece, as a translator sees it.

A piece is a field, or a text or choice in a block. It is found again by its block's id, which stays the
same from one revision to the next, and is the same in the other language.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from ..models.base import BasePage

#: Of the fields that every Wagtail page has, those that say something to readers or search engines.
WAGTAIL_FIELDS = ("title", "seo_title", "search_description")
#: Fields of ours in which nothing is said: looks, and the care for each language's page.
NOT_SAID = (
    "easy_read_checked_on",
    "explain_terms",
    "illustration",
    "medical",
    "overruled_reason",
    "paint",
    "review_by",
    "reviewed_on",
)

Key = tuple[str, ...]

# A thing that is chosen stands in a text as its model and id between these, until its name is looked up.
_OPEN, _CLOSE = "\ue000", "\ue001"
_CHOSEN = re.compile(f"{_OPEN}([^{_CLOSE}]+):(\\d+){_CLOSE}")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True)
class Piece:
    """Something that a page says.

    Attributes:
        place: where it stands, in an editor's words ("Body", "Section “Care”", "Text").
        text: what it says, without markup and with ordinary spaces.
        order: the ids of the blocks in a list of blocks, which says nothing else.
    """

    place: tuple[str, ...]
    text: str
    order: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return " › ".join(self.place)


# --- Reading -------------------------------------------------------------------------------------


def content_of(page: Page, draft: bool = False) -> Mapping[str, Any]:
    """Return a page's content as a revision keeps it.

    Args:
        page: a specific page.
        draft: the latest draft and not what is online.
    """
    revision = page.latest_revision if draft else page.live_revision
    return revision.content if revision else page.serializable_data()


def pieces(model: type[BasePage], content: Mapping[str, Any]) -> dict[Key, Piece]:
    """Return all that a page says, in the order of its form; what is empty is left out.

    Args:
        model: the page's type.
        content: its fields, as a revision keeps them.
    """
    found: dict[Key, Piece] = {}
    for field in content_fields(model):
        value = content.get(field.name)
        place = (str(capfirst(field.verbose_name)),)
        if isinstance(field, StreamField):
            raw = json.loads(value) if isinstance(value, str) and value else value
            found.update(_in_block(field.stream_block, raw or [], (field.name,), place))
        else:
            text = _field_text(field, value)
            if text:
                found[(field.name,)] = Piece(place, text)
    return found


def content_fields(model: type[BasePage]) -> list[Any]:
    """Return the fields of a page type that say something to readers."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in WAGTAIL_FIELDS
        or (
            issubclass(field.model, BasePage)
            and field.editable
            and field.name not in NOT_SAID
            and not getattr(field.remote_field, "parent_link", False)
        )
    ]


def _field_text(field: Any, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, RichTextField):
        return rich_text(value)
    if isinstance(field, models.ForeignKey):
        return _chosen(field.related_model, value)
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else ""
    return _plain(str(dict(field.flatchoices).get(value, value)))


def _in_block(
    block: blocks.Block, raw: Any, key: Key, place: tuple[str, ...]
) -> Iterator[tuple[Key, Piece]]:
    if raw is None or raw == "":
        return
    if isinstance(block, blocks.StreamBlock):
        items = [(block.child_blocks.get(item["type"]), item) for item in raw]
        yield from _in_items(items, key, place)
    elif isinstance(block, blocks.ListBlock):
        yield from _in_items([(block.child_block, item) for item in raw], key, place)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name), (*key, name), (*place, str(child.label)))
    else:
        text = _block_text(block, raw)
        if text:
            yield key, Piece(place, text)


def _in_items(
    items: list[tuple[blocks.Block | None, dict[str, Any]]], key: Key, place: tuple[str, ...]
) -> Iterator[tuple[Key, Piece]]:
    steps = [str(item.get("id") or number) for number, (_child, item) in enumerate(items)]
    if len(steps) > 1:
        names = [
            _name(child, item["value"], number)
            for number, (child, item) in enumerate(items)
            if child
        ]
        yield (*key, ""), Piece((*place, _("Order")), "\n".join(names), tuple(steps))
    for number, (child, item) in enumerate(items):
        if child:
            name = _name(child, item["value"], number)
            yield from _in_block(child, item["value"], (*key, steps[number]), (*place, name))


def _name(block: blocks.Block, raw: Any, number: int) -> str:
    """Return what an editor calls one of several blocks: by its heading where it has one."""
    heading = (raw.get("heading") or raw.get("question")) if isinstance(raw, dict) else ""
    label = str(block.label)
    if heading:
        return _("%(block)s “%(heading)s”") % {
            "block": label,
            "heading": Truncator(heading).chars(50),
        }
    return f"{label} {number + 1}"


def _block_text(block: blocks.Block, raw: Any) -> str:
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(raw)
    if isinstance(block, blocks.ChooserBlock):
        return _chosen(block.model_class, raw)
    if isinstance(block, blocks.BooleanBlock):
        return _("Yes") if raw else ""
    if isinstance(block, blocks.ChoiceBlock):
        choices = block.field.choices
        return str(dict(choices).get(raw, raw))
    return _plain(str(raw))


def _chosen(model: type[models.Model], pk: Any) -> str:
    return f"{_OPEN}{model._meta.label_lower}:{pk}{_CLOSE}"


def _plain(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.translate(_SPACES).splitlines())
    return "\n".join(line for line in lines if line)


class _RichTextReader(HTMLParser):
    """Writes down rich text as lines; facts and links stay, other markup goes."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"p", "br", "ul", "ol"}:
            self.out.append("\n")
        elif tag == "li":
            self.out.append("\n• ")
        elif tag == "a":
            self.targets.append(self._target(values))
        elif tag == "embed" and values.get("embedtype") == "fact":
            self.out.append(f"{_OPEN}pages.fact:{values.get('id')}{_CLOSE}")

    def _target(self, values: Mapping[str, str | None]) -> str:
        if values.get("linktype") == "page":
            return f"{_OPEN}wagtailcore.page:{values.get('id')}{_CLOSE}"
        return values.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.targets:
            target = self.targets.pop()
            self.out.append(f" (→ {target})" if target else "")

    def handle_data(self, data: str) -> None:
        self.out.append(data)


def rich_text(source: str) -> str:
    """Return rich text as lines: how Wagtail writes its markup, and what only looks, doesn't matter."""
    reader = _RichTextReader()
    reader.feed(source)
    reader.close()
    return _plain("".join(reader.out))


# --- Naming what is chosen ----------------------------------------------------------------------


def readable(model: type[BasePage], content: Mapping[str, Any]) -> list[Piece]:
    """Return all that a page says, for somebody to read, the names of what is chosen looked up."""
    found = [piece for piece in pieces(model, content).values() if not piece.order]
    names = names_of(piece.text for piece in found)
    return [replace(piece, text=named(piece.text, names)) for piece in found]


def names_of(texts: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the names of what is chosen in texts, by model and id: one query for each kind."""
    wanted: dict[str, set[int]] = {}
    for text in texts:
        for label, pk in _CHOSEN.findall(text):
            wanted.setdefault(label, set()).add(int(pk))
    return {
        (label, str(pk)): _plain(str(thing))
        for label, ids in wanted.items()
        for pk, thing in apps.get_model(label)._default_manager.in_bulk(ids).items()
    }


def named(text: str, names: Mapping[tuple[str, str], str]) -> str:
    """Return a text with the names of what is chosen in it."""
    missing = _("(no longer there)")
    return _CHOSEN.sub(lambda found: names.get((found[1], found[2]), missing), text)
