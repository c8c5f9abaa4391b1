"""Cards that other sites embed: one address a record and language, without a script or a cookie."""

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils import translation
from wagtail.models import get_page_models

from ..models import BasePage
from ..services.cards import in_full

#: The size, in pixels, at which a card shows all it has; it takes what it is given.
WIDTH, HEIGHT = 560, 420


@cache
def kinds() -> dict[str, Any]:
    """Return the page types that can be embedded, by the kind that their address names."""
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    known = {model.embed_kind: model for model in models if model.embed_kind}
    return dict(sorted(known.items(), reverse=True))  # whole centres come before single awards


def embedded_page(kind: str, key: str, language: str) -> Any:
    """Return the live page about a record in a language, or None: one query."""
    model = kinds().get(kind)
    return (
        _live(model, language).filter(**{f"{model.record_name}__key": key}).first()
        if model
        else None
    )


def embedded_pages(kind: str, language: str) -> list[Any]:
    """Return all live pages of a kind in a language, in the order of the tree: one query."""
    return list(_live(kinds()[kind], language).order_by("path"))


def embed_path(page: Any) -> str:
    """Return the path of a specific page's card, or an empty string where it has none."""
    if not page.embed_kind:
        return ""
    key = getattr(page, page.record_name).key
    with translation.override(page.locale.language_code):
        return reverse("embed", args=[page.embed_kind, key])


def _live(model: Any, language: str) -> Any:
    return in_full(model.objects.live().filter(locale__language_code=language))
