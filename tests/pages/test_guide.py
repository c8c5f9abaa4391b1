"""The editor's guide: the same tasks in both languages, in the editor's own, linked from the forms."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page
from wagtail.users.models import UserProfile

from pages.guide.tasks import FOLDER, TASKS, all_tasks, task

from ..factories import FactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LANGUAGES = ("fr", "en")


def shape(html: str) -> list[str]:
    """Return a guide's elements in their order: headings, steps and links, without the words."""
    return re.findall(r"<(?:h2|li|a)\b", html)


def test_both_languages_have_the_same_tasks_step_by_step() -> None:
    for language in LANGUAGES:
        assert {path.stem for path in (FOLDER / language).glob("*.md")} == set(TASKS)
    for name in TASKS:
        french, english = task(name, "fr"), task(name, "en")
        assert french.title != english.title
        assert shape(french.html) == shape(english.html), name
        assert len(shape(french.html)) > 4


@pytest.mark.parametrize(("language", "title"), [("fr", "Écrire une page"), ("en", "Write a page")])
def test_the_guide_speaks_the_editors_language(
    admin: Client, editor: object, language: str, title: str
) -> None:
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    index = BeautifulSoup(admin.get("/admin/guide/").content.decode(), "html.parser")
    links = [
        link["href"]
        for link in index.select("main li a[href^='/admin/guide/']")
        if link["href"] != "/admin/guide/"
    ]
    assert links == [found.url for found in all_tasks(language)]
    for link in links:
        soup = BeautifulSoup(admin.get(link).content.decode(), "html.parser")
        for inside in soup.select("main article a"):
            assert admin.get(inside["href"]).status_code == 200, inside["href"]
    assert title in admin.get(links[0]).content.decode()


def test_the_menu_and_the_forms_lead_to_it(admin: Client, french_home: Page) -> None:
    assert admin.get("/admin/guide/no-such-task/").status_code == 404
    assert "/admin/guide/" in admin.get("/admin/").content.decode()
    page = admin.get(f"/admin/pages/{french_home.pk}/edit/").content.decode()
    fact = admin.get(f"/admin/snippets/pages/fact/edit/{FactFactory().pk}/").content.decode()
    linked = set(re.findall(r"/admin/guide/([a-z-]+)/", page + fact))
    assert linked == set(TASKS)
