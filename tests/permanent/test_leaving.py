"""Taking pages away in the admin: what links to them is shown, and what takes their place is asked."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages.models import PublicPage
from pages.permanent.recording import entry_of, replace

from ..factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(french_home: Page) -> Page:
    return StandardPageFactory(parent=french_home, slug="ancien", title="Ancien titre")


@pytest.fixture
def successor(french_home: Page) -> Page:
    return StandardPageFactory(parent=french_home, slug="remplacant", title="La remplaçante")


@pytest.fixture
def linking(french_home: Page, page: Page) -> Page:
    prose = f'<p><a linktype="page" id="{page.pk}">ici</a></p>'
    return StandardPageFactory(parent=french_home, title="Elle renvoie", in_short=prose)


def ask(client: Client, name: str, *ids: int) -> BeautifulSoup:
    response = client.get(reverse(f"wagtailadmin_pages:{name}", args=ids))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_what_links_to_the_page_is_shown_and_a_successor_asked_for(
    admin: Client, page: Page, linking: Page, action: str
) -> None:
    shown = ask(admin, action, page.pk)
    link = shown.find("a", string="Elle renvoie")
    assert link["href"] == reverse("wagtailadmin_pages:edit", args=[linking.pk])
    assert "Remplacée par" in shown.text
    assert shown.select_one("form input[name=replaced_by]")


def test_moving_shows_what_links_to_the_page_or_below_it(
    admin: Client, french_home: Page, page: Page, linking: Page
) -> None:
    section = StandardPageFactory(parent=french_home)
    page.move(section, pos="last-child")
    other = StandardPageFactory(parent=french_home)
    shown = ask(admin, "move_confirm", section.pk, other.pk)
    assert shown.find("a", string="Elle renvoie")


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_the_old_address_leads_to_the_successor(
    admin: Client, client: Client, page: Page, successor: Page, action: str
) -> None:
    url = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    assert admin.post(url, {"replaced_by": successor.pk}).status_code == 302
    assert not Page.objects.live().filter(pk=page.pk).exists()
    assert client.get("/ancien/").headers["Location"] == "/remplacant/"


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_without_a_successor_the_page_goes_all_the_same(
    admin: Client, client: Client, page: Page, action: str
) -> None:
    url = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    assert admin.post(url, {"replaced_by": ""}).status_code == 302
    assert client.get("/ancien/").status_code == 410


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_a_successor_that_can_not_be_is_refused_and_nothing_happens(
    admin: Client, english_home: Page, page: Page, action: str
) -> None:
    below = StandardPageFactory(parent=page)
    english = StandardPageFactory(parent=english_home)
    url = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    for wrong, message in (
        (page, "Cette page disparaît aussi."),
        (below, "Cette page disparaît aussi."),
        (english, "Choisissez une page dans la même langue."),
    ):
        sent = {"replaced_by": wrong.pk, "include_descendants": "on"}
        response = admin.post(url, sent)
        assert response.status_code == 200
        assert message in response.content.decode()
        assert Page.objects.live().filter(pk=page.pk).exists()


def test_the_other_language_s_successor_is_proposed(
    admin: Client, english_home: Page, page: Page, successor: Page
) -> None:
    english = StandardPageFactory(parent=english_home, translation_key=page.translation_key)
    twin = StandardPageFactory(parent=english_home, translation_key=successor.translation_key)
    page.unpublish()
    replace(entry_of(page), successor)
    field = ask(admin, "unpublish", english.pk).select_one("input[name=replaced_by]")
    assert field["value"] == str(twin.pk)


def test_a_successor_can_be_named_afterwards(
    admin: Client, client: Client, page: Page, successor: Page
) -> None:
    entry = entry_of(page)
    page.delete()
    assert "Ancien titre" in admin.get(reverse("gone_pages:index")).content.decode()
    url = reverse("gone_pages:edit", args=[entry.pk])
    choices = {
        option["value"]
        for option in BeautifulSoup(admin.get(url).content, "html.parser").select("option")
    }
    wanted = entry_of(successor)
    assert str(wanted.pk) in choices
    assert str(entry.pk) not in choices
    assert admin.post(url, {"replaced_by": wanted.pk}).status_code == 302
    assert client.get("/ancien/").headers["Location"] == "/remplacant/"


def test_the_register_of_what_is_gone_is_not_written_by_hand(admin: Client, page: Page) -> None:
    entry = entry_of(page)
    assert admin.get(reverse("gone_pages:add")).status_code in {302, 403}
    admin.post(reverse("gone_pages:delete", args=[entry.pk]))
    assert PublicPage.objects.filter(pk=entry.pk).exists()


def test_many_at_once_are_told_where_to_name_successors(
    admin: Client, editor: AbstractUser, page: Page, successor: Page
) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    sent: dict[str, Any] = {"include_descendants": "on"}
    query = f"id={page.pk}&id={successor.pk}&next={reverse('wagtailadmin_home')}"
    response = admin.post(f"{url}?{query}", sent, follow=True)
    shown = response.content.decode()
    assert reverse("gone_pages:index") in shown
    assert not Page.objects.live().filter(pk__in=[page.pk, successor.pk]).exists()
