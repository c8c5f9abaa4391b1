"""The report in the admin, and what each editor is told: everybody sees all, and mends their own."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.users.models import UserProfile

from pages.links.report import broken_links
from pages.models import ExternalLink, StandardPage

from ..factories import StandardPageFactory

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/links/"
SEEN = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def own_page(french_home: Page) -> StandardPage:
    """A page that one editor has in charge."""
    return StandardPageFactory(parent=french_home, title="Page du service")


@pytest.fixture
def limited(own_page: StandardPage, django_user_model: type[AbstractUser]) -> AbstractUser:
    """Somebody who may edit that page and what is below it, and nothing else."""
    group = Group.objects.create(name="Service")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=own_page, permission=change)
    user = django_user_model.objects.create(username="limited", is_staff=True)
    user.groups.add(group)
    return user


def open_as(user: AbstractUser, address: str, language: str = "en") -> str:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    client = Client()
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    return content.decode("utf-8-sig" if response.streaming else "utf-8", errors="ignore")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            [
                "Liens externes",
                "Cassé\u00a0: page introuvable (code 404)",
                "1er\u00a0mars 2026",
                "Nouvelle adresse",
            ],
        ),
        ("en", ["External links", "Broken: is gone (code 404)", "1\u00a0March 2026", "Moved to:"]),
    ],
)
def test_the_report_in_both_languages(
    broken: ExternalLink,
    linking: Callable[..., StandardPage],
    editor: AbstractUser,
    language: str,
    said: list[str],
) -> None:
    ExternalLink.objects.filter(pk=broken.pk).update(last_seen_working=SEEN)
    linking("https://old.example/")
    ExternalLink.objects.create(
        url="https://old.example/", status="moved", http_status=200, moved_to="https://new.example/"
    )
    ExternalLink.objects.create(url="https://unused.example/", status="gone", failures=5)
    page = open_as(editor, REPORT, language)
    for words in [*said, broken.url, "https://new.example/", "Page au lien cassé"]:
        assert words in page
    assert page.index(broken.url) < page.index("https://old.example/")
    assert "https://unused.example/" not in page


def test_it_is_filtered_by_state_and_by_part_of_the_site(
    broken: ExternalLink,
    own_page: StandardPage,
    linking: Callable[..., StandardPage],
    editor: AbstractUser,
) -> None:
    linking("https://fine.example/", parent=own_page)
    ExternalLink.objects.create(url="https://fine.example/", status="works", http_status=200)
    only_broken = open_as(editor, f"{REPORT}?state=broken")
    assert broken.url in only_broken
    assert "https://fine.example/" not in only_broken
    here = open_as(editor, f"{REPORT}?section={own_page.translation_key}")
    assert "https://fine.example/" in here
    assert broken.url not in here


def test_it_is_exported(broken: ExternalLink, editor: AbstractUser) -> None:
    rows = open_as(editor, f"{REPORT}?export=csv")
    assert rows.startswith("State,Address,Moved to,Places,Last seen working,")
    assert f"Broken: is gone (code 404),{broken.url}," in rows
    assert "Page au lien cassé · Français · In short" in rows
    assert open_as(editor, f"{REPORT}?export=xlsx").startswith("PK")


def test_everybody_sees_all_and_edits_what_is_theirs(
    broken: ExternalLink,
    own_page: StandardPage,
    linking: Callable[..., StandardPage],
    limited: AbstractUser,
    editor: AbstractUser,
) -> None:
    mine = linking(broken.url, parent=own_page, title="Ma page")
    other = StandardPage.objects.get(title="Page au lien cassé")
    forms = {page: reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (mine, other)}
    for user, editable in ((limited, {mine}), (editor, {mine, other})):
        report = open_as(user, REPORT)
        assert "Ma page" in report
        assert "Page au lien cassé" in report
        assert {page for page in forms if f'href="{forms[page]}"' in report} == editable
        [item] = broken_links(user)
        assert {place.thing for place in item.places} == editable


def test_nobody_is_told_of_links_that_others_must_mend(
    broken: ExternalLink, limited: AbstractUser
) -> None:
    assert broken_links(limited) == []


def test_readers_see_no_report(client: Client) -> None:
    assert client.get(REPORT).status_code == 302


def test_the_queries_do_not_grow(
    broken: ExternalLink, linking: Callable[..., StandardPage], limited: AbstractUser
) -> None:
    def count() -> int:
        client = Client()
        client.force_login(limited)
        with CaptureQueriesContext(connection) as queries:
            client.get(REPORT)
            broken_links(type(limited).objects.get(pk=limited.pk))
        return len(queries)

    count()
    before = count()
    for number in range(10):
        url = f"https://many.example/{number}"
        linking(url)
        ExternalLink.objects.create(url=url, status="gone", failures=3)
    assert count() == before <= 30
