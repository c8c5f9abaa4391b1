"""A drawn figure in a page's own template; elsewhere editors place it as a block."""

from typing import Any

from django import template

from pages import figures

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn_figure(context: template.Context, name: str) -> figures.Drawing | None:
    """Return the drawing of a figure for this page, or None for an unknown name."""
    known: dict[str, Any] = {str(key): value for key, value in context.flatten().items()}
    return figures.draw(name, known)
