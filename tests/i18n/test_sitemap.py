"""sitemap.xml lists both trees and nothing that isn't live; robots.txt leads to it."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Page

from pages.models import StandardPage

from ..page_types import one_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(client: Client) -> dict[str, dict[str, str]]:
    """Map each address of the sitemap to its alternates."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314  (our own)
    found = [
        (
            url.findtext("s:loc", "", NAMES),
            {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)},
        )
        for url in root.findall("s:url", NAMES)
    ]
    assert len(found) == len(dict(found)), "an address is there twice"
    return dict(found)


def test_it_lists_every_live_page_of_both_trees(client: Client) -> None:
    live = {page.full_url for page in Page.objects.live().filter(depth__gt=1)}
    listed = entries(client)
    assert listed.keys() == live
    assert "http://localhost/" in listed
    assert "http://localhost/en/" in listed


def test_each_page_has_its_alternates(client: Client) -> None:
    listed = entries(client)
    for address, alternates in listed.items():
        assert alternates.keys() == {"fr", "en", "x-default"}, address
        assert address in alternates.values()
        assert alternates["x-default"] == alternates["fr"]
        assert listed[alternates["fr"]] == listed[alternates["en"]] == alternates


def test_an_unpublished_page_leaves_it_and_its_twin_has_no_alternates(client: Client) -> None:
    page = one_of(StandardPage, "en")
    twin = page.get_translations().get()
    page.unpublish()
    listed = entries(client)
    assert page.full_url not in listed
    assert listed[twin.full_url] == {}


def test_robots_may_read_all_but_the_admin(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert "User-agent: *" in lines
    assert [line for line in lines if line.startswith("Disallow")] == ["Disallow: /admin/"]
    (sitemap,) = [line.split(": ", 1)[1] for line in lines if line.startswith("Sitemap: ")]
    assert client.get(sitemap).status_code == 200


def last_changes(client: Client) -> dict[str, str]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own)
    return {
        url.findtext("s:loc", "", NAMES): url.findtext("s:lastmod", "", NAMES)
        for url in root.findall("s:url", NAMES)
    }


def test_it_says_when_a_page_was_last_published(client: Client) -> None:
    before = last_changes(client)
    for page in Page.objects.live().filter(depth__gt=1):
        said = datetime.fromisoformat(before[page.full_url])
        assert page.last_published_at
        assert abs(said - page.last_published_at) < timedelta(seconds=1)
    page = one_of(StandardPage, "fr")
    page.save_revision()  # a draft that readers don't see
    assert last_changes(client) == before
    page.save_revision().publish()
    after = last_changes(client)
    assert {url for url in after if after[url] != before[url]} <= {page.full_url}


def test_it_is_not_sent_again_until_something_changes(client: Client) -> None:
    known = {"if-none-match": client.get("/sitemap.xml").headers["ETag"]}
    assert client.get("/sitemap.xml", headers=known).status_code == 304
    one_of(StandardPage, "en").unpublish()
    assert client.get("/sitemap.xml", headers=known).status_code == 200
