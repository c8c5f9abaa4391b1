"""Where external addresses stand: in live pages and in registered records (sources, partners…).

It is read anew each time from raw data, so that what an editor has just mended is no longer listed; one
query for all pages, one for each kind of record that has addresses.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.db.models import Model, URLField
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site
from wagtail.snippets.models import get_snippet_models

from .models import MAX_LENGTH

_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
#: Pages at this depth, right below a language's home page, are the sections of the site.
SECTION_DEPTH = 3

#: The way to a text, as labels not yet translated and numbers: body, section, 2, text, 1.
Labels = tuple[Any, ...]


@dataclass(frozen=True)
class Place:
    """One place where an external address stands.

    Attributes:
        url: the address, without its fragment.
        thing: the page or record.
        labels: the way to it on the thing's form.
        language: the name of the page's language; empty for records, which serve both.
        section: the key of the part of the site to which it belongs (``Places.sections``).
    """

    url: str
    thing: Model
    labels: Labels
    language: str
    section: str

    @property
    def title(self) -> str:
        return self.thing.title if isinstance(self.thing, Page) else str(self.thing)

    @property
    def label(self) -> str:
        """The way to it in the user's words: "Body › Section 2 › Text 1"."""
        words = [
            f" {part}" if isinstance(part, int) else f" › {capfirst(str(part))}"
            for part in self.labels
        ]
        return "".join(words).removeprefix(" › ")

    @property
    def edit_url(self) -> str:
        """Where it is mended, by those who may."""
        if isinstance(self.thing, Page):
            return reverse("wagtailadmin_pages:edit", args=[self.thing.pk])
        thing: Any = self.thing
        return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])

    def __str__(self) -> str:
        return " · ".join(part for part in (self.title, self.language, self.label) if part)


@dataclass
class Places:
    """All places, and the parts of the site: a key and a name each."""

    all: list[Place] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)

    @cached_property
    def by_url(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.all:
            found.setdefault(place.url, []).append(place)
        return found

    def sections_in_use(self) -> dict[str, str]:
        """Return the sections in which an address stands, by key, with the name that editors read."""
        used = {place.section for place in self.all}
        return {key: name for key, name in self.sections.items() if key in used}

    def urls_in(self, section: str) -> list[str]:
        """Return the addresses that stand in a section."""
        return [url for url, here in self.by_url.items() if any(p.section == section for p in here)]


def collect() -> Places:
    """Return every place where an external address stands, in the order of the tree, then records."""
    places, own = Places(), _own_hosts()
    for page, section in _live_pages(places):
        language = page.locale.get_display_name()
        _add(places, page, language, section, own)
    for model in get_snippet_models():
        if any(isinstance(item, _CARRIERS) for item in model._meta.concrete_fields):
            section = model._meta.label_lower
            for record in model._default_manager.all():
                _add(places, record, "", section, own)
                places.sections.setdefault(section, capfirst(model._meta.verbose_name_plural))
    return places


def _add(places: Places, thing: Model, language: str, section: str, own: set[str]) -> None:
    for address, labels in _in_fields(thing):
        url = external(address, own)
        if url:
            places.all.append(Place(url, thing, labels, language, section))


def external(address: str, own_hosts: Iterable[str] = ()) -> str:
    """Return an address without its fragment, or "" where it doesn't lead to another site."""
    url = urldefrag(address.strip()).url
    try:
        parts = urlsplit(url)
        outside = parts.scheme in {"http", "https"} and parts.hostname not in {None, *own_hosts}
    except ValueError:  # an address that nobody can read leads nowhere; forms refuse it
        return ""
    return url if outside and len(url) <= MAX_LENGTH else ""


def _own_hosts() -> set[str]:
    return {urlsplit(root.root_url).hostname or "" for root in Site.get_site_root_paths()}


def _live_pages(places: Places) -> Iterator[tuple[Any, str]]:
    """Yield the live pages as their own types, each with its section's key: one query for all types."""
    types = [
        relation.get_accessor_name()
        for relation in Page._meta.related_objects
        if relation.one_to_one and relation.parent_link
    ]
    pages = Page.objects.live().filter(depth__gt=1).select_related("locale", *types)
    sections: dict[str, str] = {}
    for page in pages.order_by("path"):
        specific = getattr(page, page.specific_class._meta.model_name, page)
        if page.depth <= SECTION_DEPTH or getattr(specific, "has_own_staff", False):
            key = str(page.translation_key)
            sections[page.path] = key
            if key not in places.sections or page.locale.language_code == get_language():
                places.sections[key] = page.title
        above = (page.path[:end] for end in range(len(page.path), 0, -Page.steplen))
        yield specific, next((sections[path] for path in above if path in sections), "")


# --- Walking the fields ---------------------------------------------------------------------------

_CARRIERS = (URLField, RichTextField, StreamField)


def _in_fields(thing: Model) -> Iterator[tuple[str, Labels]]:
    for item in thing._meta.concrete_fields:
        labels = (item.verbose_name,)
        value = getattr(thing, item.name) if isinstance(item, _CARRIERS) else None
        if not value:
            continue
        if isinstance(item, StreamField):
            yield from _in_block(value.stream_block, list(value.raw_data), labels)
        elif isinstance(item, RichTextField):
            yield from _in_rich_text(value, labels)
        else:
            yield value, labels


def _in_rich_text(source: str, labels: Labels) -> Iterator[tuple[str, Labels]]:
    for href in _HREF.findall(source):
        yield unescape(href), labels


def _in_block(block: blocks.Block, raw: Any, labels: Labels) -> Iterator[tuple[str, Labels]]:
    """Walk raw data along the blocks that it belongs to; ``labels`` say where the block stands."""
    if raw is None or raw == "":
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name), (*labels, child.label))
    elif isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        for number, item in enumerate(raw, start=1):
            child = (
                block.child_block
                if isinstance(block, blocks.ListBlock)
                else block.child_blocks.get(item["type"])
            )
            if child:
                yield from _in_block(child, item["value"], (*labels, child.label, number))
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_rich_text(raw, labels)
    elif isinstance(block, blocks.URLBlock):
        yield raw, labels
