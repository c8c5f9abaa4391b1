"""Whoever edits finds at each field what to put there, and before each block what it looks like."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, get_edit_handler
from wagtail.contrib.settings.registry import registry
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from pages.blocks import BodyBlock

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What its name alone makes plain.
OBVIOUS = {"town", "street", "postal_code", "year", "name_en", "title", "tags", "file"}
#: What Wagtail itself explains, or shows only in its own windows.
WAGTAILS = {"go_live_at", "expire_at", "slug", "seo_title", "search_description", "show_in_menus"}


def fields(panel: Any, model: type[Any]) -> Iterator[tuple[type[Any], FieldPanel]]:
    """Yield every field of a form with its model, those of its inline forms too."""
    if isinstance(panel, InlinePanel):
        yield from fields(panel.child_edit_handler, panel.db_field.related_model)
    elif isinstance(panel, FieldPanel):
        yield model, panel
    for child in getattr(panel, "children", []):
        yield from fields(child, model)


def forms() -> Iterator[tuple[type[Any], FieldPanel]]:
    for model in get_page_models():
        if model is not Page:
            yield from fields(model.get_edit_handler(), model)
    for model in [*get_snippet_models(), *registry]:
        yield from fields(get_edit_handler(model), model)


def is_plain(model: type[Any], name: str) -> bool:
    """Tell whether a field needs no help: by its name, or as the twin of one that has it."""
    if name in OBVIOUS | WAGTAILS:
        return True
    known = {field.name: field for field in model._meta.get_fields()}
    french = known.get(f"{name.removesuffix('_en')}_fr")
    return name.endswith("_en") and french is not None and bool(french.help_text)


def test_every_field_of_pages_records_facts_and_settings_is_explained() -> None:
    bare = {
        f"{model.__name__}.{panel.field_name}"
        for model, panel in forms()
        if not is_plain(model, panel.field_name)
        and not (panel.help_text or model._meta.get_field(panel.field_name).help_text)
    }
    assert bare == set()


def test_every_field_of_images_is_explained() -> None:
    form = get_image_form(get_image_model())
    ours = {name: form.base_fields[name] for name in ("alt_fr", "alt_en", "decorative", "credit")}
    assert [name for name, field in ours.items() if not field.help_text] == []


def parts(block: blocks.Block, name: str, seen: set[type]) -> Iterator[tuple[str, blocks.Block]]:
    """Yield the fields inside a block, each with its path."""
    if type(block) in seen:
        return
    seen.add(type(block))
    for child_name, child in getattr(block, "child_blocks", {}).items():
        path = f"{name}.{child_name}"
        if isinstance(block, blocks.StructBlock):
            yield path, child
        yield from parts(child, path, seen)
    if isinstance(block, blocks.ListBlock):
        yield from parts(block.child_block, f"{name}.item", seen)


def test_every_field_of_a_block_is_named_and_explained() -> None:
    found = dict(parts(BodyBlock(), "body", set()))
    assert len(found) > 20
    unnamed = {path for path, block in found.items() if not block.meta.label}
    bare = {
        path
        for path, block in found.items()
        if not getattr(block.meta, "help_text", "")
        and not getattr(getattr(block, "field", None), "help_text", "")
    }
    assert (unnamed, bare) == (set(), set())


def in_both(text: Any) -> set[str]:
    """Return what a text reads in each language: one string where nobody translated it."""
    found = set()
    for language in ("fr", "en"):
        with translation.override(language):
            found.add(str(text))
    return found


def test_every_help_is_there_in_both_languages() -> None:
    helps = {
        f"{model.__name__}.{panel.field_name}": panel.help_text
        or model._meta.get_field(panel.field_name).help_text
        for model, panel in forms()
        if panel.field_name not in OBVIOUS | WAGTAILS
    }
    for path, block in parts(BodyBlock(), "body", set()):
        helps[path] = getattr(block.meta, "help_text", "") or block.field.help_text
    same = {name for name, text in helps.items() if text and len(in_both(text)) == 1}
    assert same == set()


def offered(block: blocks.StreamBlock) -> Iterator[blocks.Block]:
    """Yield the blocks that an editor chooses from, those inside sections too."""
    for child in block.child_blocks.values():
        yield child
        content = getattr(child, "child_blocks", {}).get("content")
        if isinstance(content, blocks.StreamBlock):
            yield from offered(content)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_block_shows_what_it_looks_like(admin: Client, language: str) -> None:
    for block in offered(BodyBlock()):
        name = type(block).__name__
        assert block.is_previewable, f"{name} has no preview"
        with translation.override(language):
            answer = admin.get(
                reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
            )
        assert answer.status_code == 200, name
        assert answer.content.decode().count("<") > 5, name
