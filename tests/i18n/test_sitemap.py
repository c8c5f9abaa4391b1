"""sitemap.xml lists both trees and nothing that isn't live; robots.txt leads to it."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Page

from pages.models import StandardPage

from ..page_types import one_of

pytestmark = pytest.mark.django_db

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
