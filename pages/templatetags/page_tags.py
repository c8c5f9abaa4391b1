"""Tags of the public templates. They only show: what they show comes from the page's context."""

from typing import Any, cast

from django import template
from django.template.loader import select_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from .. import formats
from ..choices import Illustration
from ..facts.models import Fact
from ..languages import reader_language
from ..models import BasePage
from ..rich_text import write_prose
from ..services.context import section_anchor
from ..services.structured_data import page_graph
from ..services.translations import LANGUAGE_NAMES, other_language

register = template.Library()

#: A heading with a longer word is set smaller on a phone, so that no word breaks.
LONG_WORD = 11

KNOWN_ILLUSTRATIONS = frozenset({*Illustration.values, "strip"})


@register.inclusion_tag("components/illustration.html")
def illustration(name: str | None, css_class: str = "", wide: bool = False) -> dict[str, Any]:
    """Draw one of the site's drawings inline, hidden from screen readers.

    Args:
        name: a drawing of the list, or nothing.
        css_class: for the element around it.
        wide: take the drawing's wide form where there is one.
    """
    if name not in KNOWN_ILLUSTRATIONS:
        return {"template": None}
    names = [f"{name}-wide", name] if wide else [name]
    return {
        "template": select_template([f"illustrations/{item}.svg" for item in names]),
        "css_class": css_class,
    }


@register.simple_tag(takes_context=True)
def prose(context: template.Context, value: Any) -> SafeString:
    """Write rich text with its facts and links. Wagtail cleaned it when it was saved."""
    return mark_safe(write_prose(value, context.get("references")))


@register.inclusion_tag("components/section_heading.html", takes_context=True)
def section_heading(
    context: template.Context, block_id: str | None, heading: str
) -> dict[str, Any]:
    """Write a section's h2 with a small link to the same section in the other language."""
    anchor = section_anchor(block_id)
    twin = context.get("twin_url")
    language = other_language(reader_language())
    return {
        "anchor": anchor,
        "heading": heading,
        "long": any(len(word) > LONG_WORD for word in heading.split()),
        "twin_url": f"{twin}#{anchor}" if twin else None,
        "twin_lang": language,
        "twin_language_name": LANGUAGE_NAMES[language],
    }


def _fact_context(context: template.Context, fact: Fact) -> dict[str, Any]:
    known = {item.pk for item in context.get("page_facts") or []}
    return {"fact": fact, "on_page": fact.pk in known}


@register.inclusion_tag("components/fact.html", takes_context=True)
def fact_sentence(context: template.Context, fact: Fact) -> dict[str, Any]:
    """Write a fact's sentence with its source mark and, where it isn't confirmed, its state."""
    return _fact_context(context, fact)


@register.inclusion_tag("components/fact_value.html", takes_context=True)
def fact_value(context: template.Context, fact: Fact) -> dict[str, Any]:
    """Write a fact's value alone, with its source mark and state."""
    return _fact_context(context, fact)


@register.inclusion_tag("components/source_mark.html", takes_context=True)
def source_mark(context: template.Context, fact: Fact) -> dict[str, Any]:
    """Write the discreet mark that leads to a fact's source."""
    return _fact_context(context, fact)


@register.inclusion_tag("components/chip.html")
def chip(fact: Fact | None) -> dict[str, Any]:
    """Write a fact's state in words, or nothing where it is confirmed."""
    return {"fact": fact}


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context) -> SafeString:
    """Write what the page says of itself to machines; nothing on what is no page of the tree."""
    page = context.get("page")
    if not isinstance(page, BasePage):
        return mark_safe("")
    return page_graph(page, cast(dict[str, Any], context.flatten()))


@register.simple_tag(takes_context=True)
def page_facts_of(context: template.Context, facts: Any) -> list[Fact]:
    """Return chosen facts as the page knows them, without those that readers may not see."""
    references = context.get("references")
    chosen = [fact for fact in facts or [] if fact]
    if references is None:
        return [fact for fact in chosen if fact.is_published]
    return [references.facts[fact.pk] for fact in chosen if fact.pk in references.facts]


@register.simple_tag(takes_context=True)
def known_fact(context: template.Context, fact: Fact | None) -> Fact | None:
    """Return a chosen fact as the page knows it, or None where readers may not see it."""
    return next(iter(page_facts_of(context, [fact])), None)


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, page: Page | None) -> str | None:
    """Return the address of a linked page in the reader's language, or None."""
    references = context.get("references")
    return references.url(page.pk) if page and references else None


@register.filter
def ldate(value: Any) -> str:
    """Write a date or a partial ISO date in the reader's language."""
    return formats.format_partial_date(value, reader_language()) if value else ""


@register.filter
def tel_href(value: str) -> str:
    """Return the address that dials a number."""
    return formats.telephone_href(value)


@register.filter
def tel_display(value: str) -> str:
    """Write a telephone as the reader dials it."""
    return formats.format_telephone(value, reader_language())


@register.simple_tag
def active_language() -> str:
    """Return the code of the language that the interface speaks."""
    return (get_language() or "fr").split("-")[0]
