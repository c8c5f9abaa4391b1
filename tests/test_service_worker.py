"""Keeping pages on a device, seen from the server: the worker, the list, the switch."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from centres.models import HomePage
from pages.models import Menu, MenuItem, SiteSettings
from pages.offline.views import LAYOUT

pytestmark = pytest.mark.django_db

WORKER = "/service-worker.js"
LISTS = {"fr": "/pages-gardees/", "en": "/en/kept/"}


def config(client: Client) -> dict[str, Any]:
    """Return what the worker is told about the site."""
    script = client.get(WORKER).content.decode()
    found = re.search(r"^const \{.*\} = (\{.*\});$", script, re.MULTILINE)
    assert found
    return json.loads(found[1])


def switch_off() -> None:
    SiteSettings.objects.update(offline=False)


@pytest.mark.parametrize("on", [True, False])
def test_headers(client: Client, on: bool) -> None:
    SiteSettings.objects.update(offline=on)
    response = client.get(WORKER)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    policy = response.headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "connect-src 'self'", "script-src 'self'"} <= set(policy)
    assert not response.cookies


@pytest.mark.parametrize("path", [WORKER, *LISTS.values()])
def test_nothing_is_sent_to_it(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_the_worker_knows_the_site(client: Client) -> None:
    known = config(client)
    assert known["never"] == ["/admin/"]
    assert known["assets"] == ["/static/", "/media/"]
    assert known["lists"] == [["/en/", LISTS["en"]], ["/", LISTS["fr"]]]


def test_a_release_gives_another_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.get(WORKER).content
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "0123abcd", raising=False)
    assert config(client)["release"] == "0123abcd"
    assert client.get(WORKER).content != before


def test_the_page_writes_what_the_worker_reads(client: Client) -> None:
    script = Path(django_settings.BASE_DIR, "static/js/offline.js").read_text()
    assert f'const LAYOUT = "{LAYOUT}";' in script
    assert config(client)["layout"] == LAYOUT


def test_switched_off_it_erases_all_and_goes(client: Client) -> None:
    switch_off()
    script = client.get(WORKER).content.decode()
    assert "caches.delete" in script
    assert "registration.unregister()" in script
    assert "fetch" not in script


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_pages_offer_it(client: Client, path: str) -> None:
    place = BeautifulSoup(client.get(path).content, "html.parser").select_one("[data-keep]")
    assert place
    assert place.has_attr("hidden"), "only a browser that can do it shows it"
    assert place["data-worker"] == WORKER
    assert place.select_one("[role=status][aria-live=polite]")
    saved = place.select_one("[data-saved]")
    assert saved
    assert saved.has_attr("hidden")


@pytest.mark.parametrize("language", LISTS)
def test_contacts_are_kept_along(client: Client, language: str) -> None:
    home = HomePage.objects.get(locale__language_code=language)
    place = BeautifulSoup(client.get(home.url).content, "html.parser").select_one("[data-keep]")
    assert place
    *pages, last = str(place["data-with"]).split()
    assert last == LISTS[language]
    items = MenuItem.objects.filter(menu__place=Menu.Place.OFFLINE)
    wanted = [item.page.get_translations(inclusive=True) for item in items]
    assert pages == [found.get(locale__language_code=language).url for found in wanted]
    assert len(pages) == 4
    assert all(client.get(path).status_code == 200 for path in pages)


@pytest.mark.parametrize("language", LISTS)
def test_the_list_says_what_it_is(client: Client, language: str) -> None:
    response = client.get(LISTS[language])
    soup = BeautifulSoup(response.content, "html.parser")
    heading = soup.select_one("h1")
    assert heading
    expected = {"fr": "Pages gardées sur cet appareil", "en": "Pages kept on this device"}
    assert heading.get_text() == expected[language]
    assert soup.select_one("p[data-unable]"), "without JavaScript it says why it is empty"
    assert soup.select_one("[data-kept][hidden]")
    assert soup.select_one("meta[name=robots][content=noindex]")


@pytest.mark.parametrize("path", LISTS.values())
def test_switched_off_nothing_is_offered(client: Client, path: str) -> None:
    switch_off()
    assert client.get(path).status_code == 404
    assert "js/offline.js" not in client.get("/").content.decode()


def test_a_preview_cannot_be_kept(admin: Client) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    for view in ("view_draft", "edit/preview"):
        response = admin.get(f"/admin/pages/{home.pk}/{view}/")
        assert response.status_code == 200
        assert "js/offline.js" not in response.content.decode()
