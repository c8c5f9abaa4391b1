"""What the tests of every page type share: which may stand where, and how each is made."""

from collections.abc import Callable
from itertools import product
from typing import Any

from django.test import Client
from wagtail.models import Locale, Page

from pages.models import BasePage

from . import factories
from .crawl import Answer

LANGUAGES = ("fr", "en")

#: The types that may be created under each type, and no others.
CHILDREN: dict[str, set[str]] = {
    "Page": {"HomePage"},
    "HomePage": {
        "ArticleIndexPage",
        "AwardIndexPage",
        "CentreIndexPage",
        "SpecialityIndexPage",
        "StandardPage",
    },
    "StandardPage": {"PartnerIndexPage", "ProjectIndexPage", "StandardPage"},
    "ArticleIndexPage": {"ArticlePage"},
    "ArticlePage": set(),
    "CentreIndexPage": {"CentrePage"},
    "CentrePage": {"AwardPage", "ProjectPage", "SpecialityPage"},
    "SpecialityIndexPage": set(),
    "SpecialityPage": set(),
    "PartnerIndexPage": {"PartnerPage"},
    "PartnerPage": set(),
    "AwardIndexPage": set(),
    "AwardPage": set(),
    "ProjectIndexPage": set(),
    "ProjectPage": set(),
}


def types_of(app: str) -> list[type[BasePage]]:
    """Return the page types of an app."""
    return [model for model in BasePage.__subclasses__() if model._meta.app_label == app]


def in_both_languages(app: str) -> list[Any]:
    """Return each page type of an app with each language, for parametrize."""
    return list(product(types_of(app), LANGUAGES))


def one_of(model: type[BasePage], language: str) -> Any:
    """Return a page of the real content."""
    return model.objects.live().filter(locale__language_code=language).order_by("path").first()


def bare_page(model: type[BasePage], language: str) -> BasePage:
    """Make a page of a type with nothing but what its form requires, where it may stand."""
    parent: Page
    if model.__name__ == "HomePage":
        parent = Page.get_first_root_node()
    else:
        name = next(name for name, children in CHILDREN.items() if model.__name__ in children)
        above = next(item for item in BasePage.__subclasses__() if item.__name__ == name)
        parent = one_of(above, language)
    make: Callable[..., BasePage] = getattr(factories, f"{model.__name__}Factory")
    locale = Locale.objects.get(language_code=language)
    return make(parent=parent, locale=locale, title="Une page nue", slug="une-page-nue")


def check_page(answer: Answer, title: str, language: str) -> None:
    """Check what every page owes its reader: a language, a title, one first heading."""
    assert answer.status == 200
    soup = answer.soup
    assert soup.html is not None
    assert soup.html["lang"] == language
    headings = soup.find_all("h1")
    assert len(headings) == 1, [item.get_text() for item in headings]
    assert soup.title is not None
    shown = " ".join(soup.title.get_text().split()), " ".join(headings[0].get_text().split())
    assert all(shown), "an empty title or heading"
    if title:
        assert " ".join(title.split()) in shown[0]
        assert " ".join(title.split()) in shown[1]


def check_real_page(client: Client, model: type[BasePage], language: str) -> None:
    """Check a page of the real content; a home page shows its headline in place of its title."""
    page = one_of(model, language)
    response = client.get(page.url)
    answer = Answer(page.url, response.status_code, {}, response.content.decode(), "")
    check_page(answer, "" if page.depth == 2 else page.title, language)


def check_bare_page(client: Client, model: type[BasePage], language: str) -> None:
    """Check that a page on which everything optional is empty still renders."""
    page = bare_page(model, language)
    request = page.make_preview_request()
    answer = Answer("", request.status_code, {}, request.content.decode(), "")
    check_page(answer, "" if model.__name__ == "HomePage" else page.title, language)
