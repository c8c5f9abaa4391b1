"""Permanent addresses, their QR codes, past addresses and the page about what is gone."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pages.models import PublicAddress, PublicPage
from pages.permanent.ids import as_id, id_of
from pages.permanent.recording import entry_of, record, replace
from pages.services.addresses import reserved_slugs

from ..conftest import CONTENT_DAY
from ..factories import StandardPageFactory
from ..page_types import LANGUAGES

pytestmark = pytest.mark.django_db

PREFIX = {"fr": "", "en": "/en"}


@pytest.fixture
def pair(french_home: Page, english_home: Page) -> tuple[Page, Page]:
    """A page in both languages."""
    french = StandardPageFactory(parent=french_home, slug="ancien", title="Ancien titre")
    english = StandardPageFactory(
        parent=english_home,
        slug="old",
        title="Old title",
        translation_key=french.translation_key,
    )
    return french, english


def permanent(page: Page, language: str) -> str:
    return f"{PREFIX[language]}/p/{id_of(page.translation_key)}"


def renamed(page: Page, slug: str) -> Page:
    page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    page.slug = slug
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def main(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").main


# --- The permanent address ------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["", "/", "?from=paper"])
def test_it_leads_to_the_page_in_each_language(
    client: Client, pair: tuple[Page, Page], ending: str
) -> None:
    for page, language in zip(pair, LANGUAGES, strict=True):
        response = client.get(permanent(page, language) + ending)
        assert response.status_code == 302
        assert response.headers["Location"] == page.url + ending.strip("/")
        assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.both
def test_it_stays_when_the_page_is_renamed_and_moved(
    client: Client, pair: tuple[Page, Page], english_home: Page
) -> None:
    before = [permanent(page, "en") for page in pair]
    section = StandardPageFactory(parent=english_home, slug="a-section")
    renamed(pair[1], "fresh").move(section, pos="last-child")
    assert before == [permanent(pair[0], "en")] * 2
    assert client.get(before[0]).headers["Location"] == "/en/a-section/fresh/"


def test_typed_from_paper_it_works_too(client: Client, pair: tuple[Page, Page]) -> None:
    assert as_id("K3OILX") == "k3011x"
    typed = f"/p/{id_of(pair[0].translation_key).upper()}"
    assert client.get(typed).headers["Location"] == "/ancien/"


def test_ids_are_short_and_keep_to_their_key() -> None:
    assert id_of(UUID(int=0)) == "000000"
    assert id_of(UUID(int=2**128 - 1)) == "zzzzzz"
    assert id_of(UUID(int=1 << 98)) == "000001"


def test_two_pages_never_share_an_id(french_home: Page) -> None:
    first = StandardPageFactory(parent=french_home, translation_key=UUID(int=7))
    second = StandardPageFactory(parent=french_home, translation_key=UUID(int=8))
    assert id_of(first.translation_key) == "000000" != id_of(second.translation_key)


def test_a_page_that_is_not_in_the_language_is_said_to_be_in_the_other(
    client: Client, french_home: Page
) -> None:
    page = StandardPageFactory(parent=french_home, slug="seule", title="Seule en français")
    response = client.get(permanent(page, "en"))
    assert response.status_code == 200
    content = main(response)
    assert content.h1.text == "This page is in French only"
    link = content.select_one('a[hreflang="fr"]')
    assert (link["href"], link["lang"], link.text) == ("/seule/", "fr", "Seule en français")


@pytest.mark.parametrize("path", ["/p/zzzzzz", "/en/p/zzzzzz", "/p/zzzzzz.svg", "/p/short/"])
def test_there_is_nothing_at_an_id_that_no_page_has(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_draft_has_no_public_address(client: Client, french_home: Page) -> None:
    page = StandardPageFactory(parent=french_home, live=False)
    assert client.get(permanent(page, "fr")).status_code == 404
    assert not PublicPage.objects.filter(translation_key=page.translation_key).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_qr_code_may_be_shown_elsewhere(
    client: Client, pair: tuple[Page, Page], language: str
) -> None:
    response = client.get(permanent(pair[0], language) + ".svg")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert b"style=" not in response.content
    assert b"<script" not in response.content
    other = client.get(permanent(pair[0], "en" if language == "fr" else "fr") + ".svg")
    assert other.content != response.content


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_may_take_the_place_of_permanent_addresses(language: str) -> None:
    assert "p" in reserved_slugs(language)


# --- Past addresses -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_address_leads_to_the_page_at_once(
    client: Client, pair: tuple[Page, Page], language: str
) -> None:
    page = pair[LANGUAGES.index(language)]
    old = page.url
    for slug in ("second", "third", "fourth"):
        page = renamed(page, slug)
    for path in (old, old.rstrip("/"), old.replace(old.split("/")[-2], "second")):
        response = client.get(f"{path}?from=paper")
        assert response.status_code == 301
        assert response.headers["Location"] == f"{PREFIX[language]}/fourth/?from=paper"
        assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.both
def test_the_addresses_of_pages_below_follow(client: Client, pair: tuple[Page, Page]) -> None:
    StandardPageFactory(parent=pair[0], slug="dessous")
    renamed(pair[0], "nouveau")
    assert client.get("/ancien/dessous/").headers["Location"] == "/nouveau/dessous/"


def test_a_live_page_wins_over_an_old_address(
    client: Client, pair: tuple[Page, Page], french_home: Page
) -> None:
    renamed(pair[0], "nouveau")
    newcomer = StandardPageFactory(parent=french_home, slug="ancien", title="Nouvelle venue")
    response = client.get("/ancien/")
    assert response.status_code == 200
    assert main(response).h1.text == "Nouvelle venue"
    newcomer.unpublish()
    assert client.get("/ancien/").status_code == 410  # the last that was there


@pytest.mark.both
def test_a_page_that_is_gone_says_what_it_was_and_where_to_go(
    client: Client, pair: tuple[Page, Page]
) -> None:
    below = StandardPageFactory(parent=pair[1], slug="below", title="What was below")
    with time_machine.travel(CONTENT_DAY, tick=False):
        below.unpublish()
    response = client.get("/en/old/below/")
    assert response.status_code == 410
    assert response.headers["Cache-Control"] == "no-cache"
    content = main(response)
    assert content.h1.text.strip() == "This page is no longer here"
    lead = " ".join(content.select_one(".lead").text.split())
    assert lead.startswith("“What was below” was taken off this site on 24 November 2026.")
    assert content.select_one('.rows a[href="/en/old/"]').text == "Old title"
    assert content.select_one('form[action="/en/search/"]')
    assert content.select_one('a[href^="tel:"]')
    assert client.get(permanent(below, "en")).status_code == 410


def test_it_says_so_in_french_too_and_leads_to_the_other_language(
    client: Client, pair: tuple[Page, Page]
) -> None:
    with time_machine.travel(CONTENT_DAY, tick=False):
        pair[0].delete()
    response = client.get("/ancien/")
    assert response.status_code == 410
    text = " ".join(main(response).text.split())
    assert "La page « Ancien titre » a été retirée de ce site le 24 novembre 2026." in text
    assert main(response).select_one('a[href="/en/old/"][lang="en"]').text == "Old title"
    # Its permanent address still has a page to offer.
    assert client.get(permanent(pair[0], "fr")).status_code == 200


@pytest.mark.both
def test_a_successor_and_the_successor_s_successor_take_over(
    client: Client, pair: tuple[Page, Page], french_home: Page
) -> None:
    second = StandardPageFactory(parent=french_home, slug="second")
    third = StandardPageFactory(parent=french_home, slug="third")
    for page, successor in ((pair[0], second), (second, third)):
        page.unpublish()
        replace(entry_of(page), successor)
    for path in ("/ancien/", "/second/"):
        assert client.get(path).headers["Location"] == "/third/"
    assert client.get(permanent(pair[0], "fr")).headers["Location"] == "/third/"


def test_who_is_back_needs_no_successor(
    client: Client, pair: tuple[Page, Page], french_home: Page
) -> None:
    other = StandardPageFactory(parent=french_home, slug="autre")
    pair[0].unpublish()
    replace(entry_of(pair[0]), other)
    Page.objects.get(pk=pair[0].pk).specific.save_revision().publish()
    assert client.get("/ancien/").status_code == 200
    other.unpublish()
    replace(entry_of(other), pair[0])
    assert client.get("/autre/").headers["Location"] == "/ancien/"
    Page.objects.get(pk=pair[0].pk).specific.unpublish()
    assert client.get("/autre/").status_code == 410  # and no loop


def test_a_new_translation_takes_up_the_addresses_of_the_old_one(
    client: Client, pair: tuple[Page, Page], english_home: Page
) -> None:
    pair[1].delete()
    StandardPageFactory(parent=english_home, slug="again", translation_key=pair[0].translation_key)
    assert client.get("/en/old/").headers["Location"] == "/en/again/"


def test_redirects_that_were_entered_by_hand_outlive_the_page(
    client: Client, pair: tuple[Page, Page], french_home: Page
) -> None:
    Redirect.objects.create(old_path="/affiche", redirect_page=pair[0])
    assert client.get("/affiche/").headers["Location"].endswith("/ancien/")
    other = StandardPageFactory(parent=french_home, slug="autre")
    entry = entry_of(pair[0])
    pair[0].delete()
    assert client.get("/affiche/").status_code == 410
    entry.refresh_from_db()
    replace(entry, other)
    assert client.get("/affiche/").headers["Location"] == "/autre/"


def test_wagtail_makes_no_redirects_beside_ours(
    pair: tuple[Page, Page], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        renamed(pair[0], "nouveau")
    assert not Redirect.objects.exists()


def test_saving_again_notes_nothing(pair: tuple[Page, Page]) -> None:
    def rows() -> list[Any]:
        return [*PublicAddress.objects.values_list(), *PublicPage.objects.values_list()]

    before = rows()
    Page.objects.get(pk=pair[0].pk).specific.save_revision().publish()
    record(pair[0].get_parent())
    assert rows() == before


def test_the_loaded_site_is_in_the_register_and_nothing_else(db: None) -> None:
    live = Page.objects.live().filter(depth__gt=1)
    addresses = PublicAddress.objects.all()
    assert {page.url for page in live} == set(addresses.values_list("path", flat=True))
    assert not addresses.exclude(until=None).exists()
    assert not PublicPage.objects.exclude(gone_on=None).exists()


@pytest.fixture
def ten_thousand(pair: tuple[Page, Page]) -> Iterator[Any]:
    """Makes so many past addresses of so many pages."""

    def make(count: int) -> None:
        now, entry = timezone.now(), entry_of(pair[0])
        pages = PublicPage.objects.bulk_create(
            PublicPage(
                key=f"x{number}",
                translation_key=UUID(int=number),
                language="fr",
                title=f"Page {number}",
                gone_on=now,
                replaced_by=entry,
            )
            for number in range(count)
        )
        PublicAddress.objects.bulk_create(
            PublicAddress(path=f"/passe/{number}/", page=page, since=now, until=now)
            for number, page in enumerate(pages)
        )

    return make


@pytest.mark.both
def test_among_ten_thousand_old_addresses_one_is_found_as_among_ten(
    client: Client, ten_thousand: Any
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/passe/3/").headers["Location"] == "/ancien/"
        return len(captured)

    ten_thousand(10)
    few = queries()
    PublicPage.objects.filter(key__startswith="x").delete()
    ten_thousand(10_000)
    assert queries() == few <= 15
