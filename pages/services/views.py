"""The context of public views that aren't Wagtail pages: search, sources, errors."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import translation
from django.utils.encoding import iri_to_uri

from ..languages import reader_language
from .addresses import home_url
from .context import Crumb
from .translations import LANGUAGE_NAMES, Alternate, LanguageSwitch, other_language


def twin_url(request: HttpRequest, language: str) -> str | None:
    """Return the address of the same view in another language, or None for an unknown address."""
    try:
        match = resolve(request.path_info)
        with translation.override(language):
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
    except (Resolver404, NoReverseMatch):
        return None


def language_switch_to(language: str, url: str | None) -> LanguageSwitch:
    """Return a switch to ``url`` in a language, or to its home page where there is none."""
    return LanguageSwitch(
        other_language(language),
        language,
        LANGUAGE_NAMES[language],
        url or home_url(language),
        url is not None,
    )


def view_context(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what the page furniture needs on a view with this title."""
    language = reader_language()
    other = other_language(language)
    url = twin_url(request, other)
    # Not build_absolute_uri: of a path that begins with // it makes the address of another host.
    here = iri_to_uri(f"{request.scheme}://{request.get_host()}{request.path}")
    found = [Alternate(language, here)]
    if url:
        found.append(Alternate(other, request.build_absolute_uri(url)))
        default = next(item for item in found if item.lang == settings.LANGUAGE_CODE)
        found.append(Alternate("x-default", default.url))
    return {
        "title": title,
        "canonical": here,
        "alternates": found if url else [],
        "languages": language_switch_to(other, url),
        "twin_url": url,
        "breadcrumb": [Crumb(translation.gettext("Home"), home_url(language)), Crumb(title, None)],
    }
