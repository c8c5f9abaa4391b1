"""Addresses that belong to the site itself and that no page may take."""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.translation import gettext as _

#: Depth in the tree of a language's home page; its children's slugs are the first part of an address.
HOME_DEPTH = 2


def _first_parts(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and isinstance(pattern.pattern, LocalePrefixPattern):
            yield from _first_parts(pattern.url_patterns)
            continue
        route = str(pattern.pattern).lstrip("^")
        part = route.split("/", 1)[0]
        if part.isidentifier() or part.replace("-", "").isalnum():
            yield part


@cache
def reserved_slugs(language: str) -> frozenset[str]:
    """Return the first parts of the addresses that the URLconf answers itself in a language."""
    with translation.override(language):
        own = set(_first_parts(get_resolver().url_patterns))
    # Files are served below these before any view is asked.
    files = {url.strip("/").split("/", 1)[0] for url in (settings.STATIC_URL, settings.MEDIA_URL)}
    return frozenset(own | files | {code for code, _name in settings.LANGUAGES})


def home_url(language: str) -> str:
    """Return the address of a language's home page."""
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def addresses(language: str) -> dict[str, str]:
    """Return the addresses that every page's furniture needs in a language; no database is asked."""
    with translation.override(language):
        return {
            "home": home_url(language),
            "search": reverse("search"),
            "a_to_z": reverse("a-to-z"),
            "sources": reverse("sources"),
            "kept": reverse("kept"),
            "open_data": reverse("open-data"),
        }


def validate_slug(slug: str, parent_depth: int, language: str) -> None:
    """Raise ValidationError on ``slug`` where it would hide, or be hidden by, an address of the site."""
    if parent_depth == HOME_DEPTH and slug in reserved_slugs(language):
        raise ValidationError(
            {
                "slug": _("“%(slug)s” is an address of the site itself. Choose another.")
                % {"slug": slug}
            }
        )
