"""The one answer to "which live translations has this page?"."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from wagtail.models import Page

from ..translation.models import Translation

LANGUAGE_NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class Alternate:
    """An address of a page in a language, for hreflang and the sitemap."""

    lang: str
    url: str


@dataclass(frozen=True)
class LanguageSwitch:
    """Where the language switch leads.

    Attributes:
        current, other: language codes.
        other_name: the other language in its own words.
        url: the same page in the other language, or its nearest parent that is live there.
        exact: whether it is the same page.
    """

    current: str
    other: str
    other_name: str
    url: str
    exact: bool


def live_translations(page: Page) -> dict[str, Page]:
    """Return the live pages that say the same in each language, the page itself among them if live.

    The answer is kept on the page: the switch, hreflang and the sections' links share one query. It
    also brings since when the page itself has been behind its twin (translation/notice.py).
    """
    known: dict[str, Page] | None = getattr(page, "_live_translations", None)
    if known is None:
        behind = Translation.objects.filter(page_id=page.pk).values("readers_behind_since")
        twins = (
            Page.objects.live()
            .filter(translation_key=page.translation_key)
            .exclude(pk=page.pk)
            .select_related("locale")
            .annotate(translation_behind_since=Subquery(behind[:1]))
        )
        known = {twin.locale.language_code: twin for twin in twins}
        if page.live:
            known[page.locale.language_code] = page
        page._live_translations = known
    return known


def other_language(language: str) -> str:
    """Return the code of the other language."""
    return next(code for code in LANGUAGE_NAMES if code != language)


def twin_of(page: Page) -> Page | None:
    """Return the live page that says the same in the other language, if there is one."""
    return live_translations(page).get(other_language(page.locale.language_code))


def alternates(page: Page, request: HttpRequest | None = None) -> list[Alternate]:
    """Return the full addresses of a page in each language in which it is live, and x-default (French)."""
    pages = live_translations(page)
    found = [
        Alternate(code, pages[code].get_full_url(request))
        for code in LANGUAGE_NAMES
        if code in pages
    ]
    default = next((item for item in found if item.lang == settings.LANGUAGE_CODE), None)
    if len(found) > 1 and default:
        found.append(Alternate("x-default", default.url))
    return found


def language_switch(
    page: Page, ancestors: Iterable[Page], request: HttpRequest | None = None
) -> LanguageSwitch:
    """Return where the switch leads from a page: its twin, or that of its nearest parent.

    Args:
        page: the page shown.
        ancestors: its parents from the home page down, without the page.
    """
    current = page.locale.language_code
    other = other_language(current)
    target = twin_of(page)
    exact = target is not None
    for ancestor in reversed(list(ancestors)):
        if target:
            break
        target = twin_of(ancestor)
    url = target.get_url(request) if target else None
    return LanguageSwitch(current, other, LANGUAGE_NAMES[other], url or f"/{other}/", exact)


def localised(pages: QuerySet[Page] | Iterable[Page], language: str) -> dict[int, Page]:
    """Map each page's id to the live page that says the same in a language, in two queries at most.

    A page without a live twin in the language is left out.
    """
    if isinstance(pages, QuerySet):
        pages = pages.select_related("locale")
    pages = list(pages)
    here = {page.pk: page for page in pages if page.locale.language_code == language and page.live}
    others = {page.pk: page.translation_key for page in pages if page.pk not in here}
    if not others:
        return here
    twins = {
        twin.translation_key: twin
        for twin in Page.objects.live()
        .filter(translation_key__in=others.values(), locale__language_code=language)
        .select_related("locale")
    }
    return here | {pk: twins[key] for pk, key in others.items() if key in twins}
