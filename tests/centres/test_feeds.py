"""Feeds, as a feed reader gets them: what is new of both centres or of one, in each language."""

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from centres.models import AwardPage, CentrePage
from pages.models import ArticleIndexPage, ArticlePage, SiteSettings

from ..crawl import Crawl
from ..factories import ArticlePageFactory, AwardPageFactory
from ..page_types import LANGUAGES, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]

KINDS = ["news", "awards"]


def address(kind: str, language: str, centre: str = "") -> str:
    with translation.override(language):
        if centre:
            return reverse(f"centre-{kind}-feed", args=[centre])
        return reverse(f"{kind}-feed")


def read(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert not response.cookies
    found = feedparser.parse(response.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "model"), [("news", ArticlePage), ("awards", AwardPage)])
def test_a_feed_brings_every_page_in_its_language(
    client: Client, kind: str, model: Any, language: str
) -> None:
    found = read(client, address(kind, language))
    pages = model.objects.live().filter(locale__language_code=language)
    assert {entry.link for entry in found.entries} == {page.full_url for page in pages}
    assert found.feed.language == language
    assert found.feed.author == SiteSettings.objects.get().name
    assert len({entry.id for entry in found.entries}) == len(pages)
    for entry in found.entries:
        page = next(page for page in pages if page.full_url == entry.link)
        assert entry.title == page.title
        assert page.lead in entry.summary
        assert moment(entry.published) == page.first_published_at
        assert moment(entry.updated) >= page.last_published_at


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_centre_has_its_own(client: Client, kind: str, language: str) -> None:
    caen = read(client, address(kind, language, "francois-baclesse"))
    rouen = read(client, address(kind, language, "henri-becquerel"))
    both = read(client, address(kind, language))
    assert caen.entries
    assert rouen.entries
    everything = {entry.id for entry in both.entries}
    assert {entry.id for entry in caen.entries + rouen.entries} == everything
    assert {entry.id for entry in caen.entries} != everything
    assert "Baclesse" in caen.feed.title
    page = CentrePage.objects.get(centre__key="francois-baclesse", locale__language_code=language)
    assert caen.feed.link == page.full_url


def test_an_unknown_centre_has_none(client: Client) -> None:
    assert client.get("/flux/actualites/lisieux.atom").status_code == 404


def test_entries_keep_their_names_when_pages_are_renamed(client: Client) -> None:
    page = one_of(ArticlePage, "en")
    before = {entry.id for entry in read(client, address("news", "en")).entries}
    page.slug = "quite-another-name"
    page.save_revision().publish()
    found = read(client, address("news", "en"))
    assert {entry.id for entry in found.entries} == before
    assert any("quite-another-name" in entry.link for entry in found.entries)
    french = {entry.id for entry in read(client, address("news", "fr")).entries}
    assert not french & before


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_sent_again_until_something_changes(client: Client, kind: str) -> None:
    path = address(kind, "fr")
    first = client.get(path)
    known = {"if-none-match": first.headers["ETag"]}
    assert "public" in first.headers["Cache-Control"]
    again = client.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    model = ArticlePage if kind == "news" else AwardPage
    one_of(model, "fr").unpublish()
    assert client.get(path, headers=known).status_code == 200


def test_an_empty_feed_says_no_new_date_each_time(client: Client) -> None:
    for page in ArticlePage.objects.all():
        page.unpublish()
    index = one_of(ArticleIndexPage, "fr")
    found = read(client, address("news", "fr"))
    assert not found.entries
    assert moment(found.feed.updated) == index.last_published_at


def test_an_award_says_that_its_fact_is_not_confirmed_and_since_when(client: Client) -> None:
    ended = timezone.localdate() - timedelta(days=3)
    page = AwardPageFactory(
        parent=one_of(CentrePage, "en"),
        title="An old label",
        award__fact__ends_on=ended,
        last_published_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    entry = next(
        entry
        for entry in read(client, address("awards", "en")).entries
        if entry.title == page.title
    )
    assert "State: past its date" in entry.summary
    assert timezone.localtime(moment(entry.updated)).date() == ended + timedelta(days=1)


def test_titles_are_read_as_they_are_written(client: Client) -> None:
    ArticlePageFactory(
        parent=one_of(ArticleIndexPage, "fr"),
        title="Rouen & Caen <ensemble>",
        lead="Un & deux < trois",
    )
    entry = next(
        entry for entry in read(client, address("news", "fr")).entries if "Rouen &" in entry.title
    )
    assert entry.title in {"Rouen & Caen <ensemble>", "Rouen &amp; Caen &lt;ensemble&gt;"}
    assert entry.summary == "Un &amp; deux &lt; trois"


def test_every_page_names_the_feeds_of_its_language(crawl: Crawl, client: Client) -> None:
    for language in LANGUAGES:
        answer = crawl.page(one_of(CentrePage, language).url)
        named = [
            str(tag["href"]) for tag in answer.soup.select("head link[type='application/atom+xml']")
        ]
        key = one_of(CentrePage, language).centre.key
        assert named == [address(kind, language) for kind in KINDS] + [
            address(kind, language, key) for kind in KINDS
        ]
        assert all(client.get(path).status_code == 200 for path in named)
