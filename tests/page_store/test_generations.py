"""What readers would see otherwise is written anew; what they wouldn't, is not. A page turns on its day."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from wagtail.contrib.redirects.models import Redirect

from centres.models import AwardPage
from normandy_centres.page_store import generations, invalidation
from normandy_centres.page_store.middleware import PageStoreMiddleware
from normandy_centres.page_store.models import Change
from normandy_centres.page_store.storage import Store
from pages.facts.models import Fact
from pages.models import Menu, SiteSettings, StandardPage
from pages.services.keeping import content_changed

from ..factories import FactFactory, ImageFactory, StandardPageFactory
from ..page_types import one_of
from .conftest import Committing, how

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def publish() -> None:
    page = one_of(StandardPage, "en")
    page.title = "An entirely new title"
    page.save_revision().publish()


def rename_in_menu() -> None:
    item = Menu.objects.get(place=Menu.Place.HEADER).items.first()
    item.label_en = "Renamed"
    item.save()


def rename_site() -> None:
    settings = SiteSettings.objects.get()
    settings.name = "Another name"
    settings.save()


CHANGES: list[Callable[[], Any]] = [
    publish,
    rename_in_menu,
    rename_site,
    lambda: one_of(StandardPage, "en").unpublish(),
    lambda: one_of(AwardPage, "en").delete(),
    lambda: one_of(StandardPage, "fr").move(one_of(StandardPage, "fr").get_parent(), "last-child"),
    lambda: FactFactory().save_revision().publish(),
    lambda: Fact.objects.first().save(),  # type: ignore[union-attr]
    lambda: Redirect.objects.create(old_path="/a", redirect_link="/"),
    lambda: ImageFactory(),
    lambda: one_of(AwardPage, "en").award.centre.save(),
    lambda: content_changed.send(sender=None),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_shows_at_the_next_request(
    reader: Client, committing: Committing, change: Callable[[], Any]
) -> None:
    reader.get("/en/")
    assert how(reader.get("/en/")) == "hit"
    with committing():
        change()
    assert how(reader.get("/en/")) == "fwd=miss"
    assert how(reader.get("/en/")) == "hit"


def test_what_readers_do_not_see_changes_nothing(reader: Client, committing: Committing) -> None:
    home = one_of(StandardPage, "en").get_parent()
    reader.get("/en/")
    with committing():
        page = StandardPageFactory(parent=home, live=False)
        page.save_revision()
        live = one_of(StandardPage, "en")
        live.title = "A draft"
        live.save_revision()
        FactFactory(live=False, sources=0).save_revision()
        Fact.objects.first().save_revision()  # type: ignore[union-attr]
    assert not Change.objects.exists()
    assert how(reader.get("/en/")) == "hit"


def test_every_model_is_seen_or_known_not_to_be() -> None:
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert labels >= invalidation.UNSEEN
    assert {config.label for config in apps.get_app_configs()} >= invalidation.UNSEEN_APPS
    seen = {model._meta.label for model in apps.get_models() if invalidation.is_seen(model)}
    assert {"pages.Fact", "centres.Award", "wagtailcore.Site", "pages.MenuItem"} <= seen


@pytest.mark.both
def test_many_changes_in_one_transaction_are_one(committing: Committing) -> None:
    before = generations.begin()
    with committing(), transaction.atomic():
        for _number in range(5):
            rename_site()
        assert Change.objects.count() == 1
    number = int(before.split("-")[0])
    assert generations.in_database().startswith(f"{number + 1}-")


@pytest.mark.both
def test_what_is_undone_leaves_its_successor_alone(reader: Client, committing: Committing) -> None:
    reader.get("/en/")
    with committing():
        try:
            with transaction.atomic():
                publish()
                raise LookupError
        except LookupError:
            rename_site()
    assert b"Another name" in reader.get("/en/").content


def test_a_change_whose_process_died_is_seen_by_the_next_that_looks(pages: Store) -> None:
    before = generations.begin()
    Change.objects.create()
    assert generations.keep_up() != before
    assert pages.current() == generations.keep_up()


@pytest.mark.both
def test_a_publication_while_a_page_is_written_is_not_lost(
    rf: RequestFactory, committing: Committing, reader: Client
) -> None:
    reader.get("/en/")
    with committing():
        rename_site()

    def slowly(request: HttpRequest) -> Any:
        response = Client(headers={"host": "127.0.0.1"}).get(request.path)
        with committing():
            publish()
        return response

    middleware = PageStoreMiddleware(slowly)
    page = one_of(StandardPage, "en")
    old = middleware(rf.get(page.url, headers={"host": "localhost"}))
    assert how(old) == "fwd=miss"
    again = reader.get(page.url)
    assert how(again) == "fwd=miss"
    assert b"An entirely new title" in again.content


def test_a_database_of_another_day_finds_no_page_of_this_one(pages: Store) -> None:
    """Numbers begin again where a database is put back; names don't."""
    first = generations.begin(even_if_nothing_is_noted=True)
    generations.Generation.objects.all().delete()
    assert generations.begin(even_if_nothing_is_noted=True) != first


def test_a_page_turns_overnight_with_its_fact(reader: Client, committing: Committing) -> None:
    noon = datetime(2027, 3, 1, 12, tzinfo=PARIS)
    with committing():
        fact = FactFactory(
            ends_on=noon.date(),
            review_by=None,
            past_wording_en="It is over.",
            past_wording_fr="C’est fini.",
        )
    with time_machine.travel(noon, tick=False) as clock:
        address = f"/en/sources/{fact.key}/"
        before = reader.get(address)
        clock.move_to(datetime(2027, 3, 1, 23, 59, 59, tzinfo=PARIS))
        assert how(reader.get(address)) == "hit"
        clock.move_to(datetime(2027, 3, 2, tzinfo=PARIS))
        after = reader.get(address)
        assert how(after) == "fwd=miss"
        assert "It is over." in after.content.decode()
        assert "It is over." not in before.content.decode()
        clock.shift(timedelta(days=5))
        assert how(reader.get(address)) == "hit"


def test_an_old_copy_keeps_its_date_until_the_text_changes(
    reader: Client, committing: Committing
) -> None:
    first = reader.get("/en/")
    with committing():
        content_changed.send(sender=None)
    same = reader.get("/en/")
    assert how(same) == "fwd=miss"
    assert same.headers["Last-Modified"] == first.headers["Last-Modified"]
    with committing():
        rename_site()
    other = reader.get("/en/")
    assert other.headers["Last-Modified"] != first.headers["Last-Modified"]
    known = {"if-modified-since": first.headers["Last-Modified"]}
    assert reader.get("/en/", headers=known).status_code == 200
