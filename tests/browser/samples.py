"""One address of every kind of page, in both languages: the page that shows the most."""

from typing import Any

from django.db.models.functions import Length
from django.urls import reverse
from django.utils import translation

from pages.models import BasePage, StandardPage

from ..page_types import CHILDREN, LANGUAGES

FACT = "S020"
MISSING = "404"

#: Page types; a standard page comes as a section's front and as a page of content.
TYPES = sorted(set(CHILDREN) - {"Page", "StandardPage"})
STANDARD = ("StandardPage as section", "StandardPage as content")
VIEWS = ("search", "sources", "fact", "kept", "why", "thanks", MISSING)
KINDS = (*TYPES, *STANDARD, *VIEWS)

#: Words that are found on some page of each language.
QUERIES = {"fr": "protonthérapie", "en": "proton"}

#: What the menu "offline" of the content lists.
ALONG = {
    "fr": ("contact", "venir", "francois-baclesse", "henri-becquerel"),
    "en": ("contact", "coming-here", "francois-baclesse", "henri-becquerel"),
}

Samples = dict[tuple[str, str], str]


def find_samples() -> Samples:
    """Return a path by kind and language."""
    types = {model.__name__: model for model in BasePage.__subclasses__()}
    french = {name: _fullest(types[name].objects.all()) for name in TYPES}
    section, content = STANDARD
    french[section] = _fullest(StandardPage.objects.filter(numchild__gt=1))
    french[content] = _fullest(StandardPage.objects.filter(numchild=0))
    found, about = {}, {}
    for kind, page in french.items():
        for language in LANGUAGES:
            twin = page if language == "fr" else page.get_translations().live().get()
            found[kind, language] = twin.get_url()
            about[language] = twin.pk
    for language in LANGUAGES:
        with translation.override(language):
            found |= {
                ("search", language): f"{reverse('search')}?q={QUERIES[language]}",
                ("sources", language): reverse("sources"),
                ("fact", language): reverse("fact", args=[FACT]),
                ("kept", language): reverse("kept"),
                ("why", language): reverse("feedback_why", args=[about[language]]),
                ("thanks", language): reverse("feedback_thanks", args=[about[language]]),
                (MISSING, language): f"{reverse('sources')}no-such-fact/",
            }
    return found


def kept_along() -> dict[str, list[str]]:
    """Return the paths of what is kept on a device along with each page, by language."""
    return {
        language: [path_of(slug, language) for slug in slugs] for language, slugs in ALONG.items()
    }


def path_of(slug: str, language: str = "fr") -> str:
    """Return the path of the only live page with this slug in a language."""
    pages = BasePage.__subclasses__()
    found = [
        page
        for model in pages
        for page in model.objects.live().filter(slug=slug, locale__language_code=language)
    ]
    assert len(found) == 1, f"{len(found)} pages are called {slug}"
    return found[0].get_url()


def _fullest(pages: Any) -> BasePage:
    live = pages.live().filter(locale__language_code="fr")
    page = live.annotate(size=Length("body")).order_by("-size").first()
    assert page is not None, f"no {pages.model.__name__} in the content"
    return page
