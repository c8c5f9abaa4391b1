"""Pages are written ahead of readers, and so are the pictures on them."""

import re
import time
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from normandy_centres.page_store import generations, upkeep
from normandy_centres.page_store.storage import FACTS, Store
from normandy_centres.page_store.warming import public_addresses, silent, warm
from normandy_centres.page_store.watching import Watch
from pages import pictures
from pages.models import CustomRendition, StandardPage

from ..crawl import Crawl
from ..factories import ImageFactory, StandardPageFactory
from ..page_types import one_of
from .conftest import Committing, how

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_every_page_that_a_reader_can_find_is_written_ahead(crawl: Crawl) -> None:
    ahead = set(public_addresses())
    found = {answer.path for answer in crawl.pages if "?" not in answer.path}
    assert not {path for path in found - ahead if "/embed/" not in path and "feedback" not in path}


def test_warm_writes_what_is_missing_and_nothing_twice(
    reader: Client, pages: Store, committing: Committing, monkeypatch: Any, capsys: Any
) -> None:
    monkeypatch.setattr(
        "normandy_centres.page_store.warming.public_addresses", lambda: ["/", "/en/"]
    )
    assert (warm(pages, silent).written, warm(pages, silent).written) == (2, 0)
    assert how(reader.get("/en/")) == "hit"
    with committing():
        one_of(StandardPage, "en").save()
    assert warm(pages, silent, seconds=0).written == 0
    out = StringIO()
    call_command("warm", stdout=out)
    assert "2 pages written, 2 addresses in all." in out.getvalue()
    # Who waits sees how far it is; who calls it each minute isn't bothered.
    assert re.search(r"Pages: +\d+%\|.*\| \d/2 ", capsys.readouterr().err)
    call_command("warm", verbosity=0, stdout=out)
    assert capsys.readouterr().err == ""


def test_pages_are_written_again_in_the_background_after_a_publish(
    reader: Client, committing: Committing, monkeypatch: Any
) -> None:
    monkeypatch.setattr(
        "normandy_centres.page_store.warming.public_addresses", lambda: ["/", "/en/"]
    )
    page = one_of(StandardPage, "en")
    page.title = "Written by nobody's request"
    with committing():
        page.save_revision().publish()
    call_command("run_due", verbosity=0)
    assert [how(reader.get(path)) for path in ("/", "/en/")] == ["hit", "hit"]


def test_what_is_public_no_more_loses_its_copy(
    reader: Client, pages: Store, committing: Committing, monkeypatch: Any
) -> None:
    monkeypatch.setattr("normandy_centres.page_store.warming.public_addresses", lambda: [])
    page = StandardPageFactory(parent=one_of(StandardPage, "en").get_parent())
    reader.get(page.url)
    copy = pages.latest / "localhost" / page.url.strip("/") / FACTS
    assert copy.exists()
    with committing():
        page.unpublish()
    warm(pages, silent)
    assert not copy.exists()


def test_no_picture_is_made_while_a_reader_waits(reader: Client, committing: Committing) -> None:
    home = one_of(StandardPage, "en").get_parent()
    picture = ImageFactory()
    page = StandardPageFactory(parent=home, picture=picture)
    before = reader.get(page.url)
    assert before.status_code == 200
    assert picture.file.url in before.content.decode()
    assert not CustomRendition.objects.filter(image=picture).exists()

    assert pictures.make_missing() == 1
    made = CustomRendition.objects.filter(image=picture).count()
    assert made == len(pictures.filters())
    with committing():
        page.save_revision().publish()
    after = reader.get(page.url).content.decode()
    assert picture.file.url not in after
    assert after.count(".avif") >= 2
    assert CustomRendition.objects.filter(image=picture).count() == made


def test_the_pictures_of_an_upload_are_made_at_once(committing: Committing) -> None:
    with committing():
        picture = ImageFactory()
    assert picture.renditions.count() == len(pictures.filters())


def test_what_no_longer_holds_is_taken_from_the_web_server(
    reader: Client, pages: Store, settings: Any
) -> None:
    settings.PAGE_STORE_LONGEST = -1
    assert how(reader.get("/")) == "fwd=miss"
    present = pages.generations / pages.current()
    assert list(present.rglob("index.html"))
    upkeep.tidy(pages)
    assert not list(present.rglob("index.html"))
    assert list(pages.latest.rglob("index.html"))


def test_pages_are_taken_from_the_web_server_while_the_database_is_down(
    reader: Client, pages: Store
) -> None:
    assert [how(reader.get("/")) for _time in range(2)] == ["fwd=miss", "hit"]
    given_out = pages.root / "current" / "localhost" / "index.html"
    assert given_out.exists()
    generations.hold()
    assert not given_out.exists()
    # Another process may see the database all the same: it writes nothing anew.
    assert how(reader.get("/")) == "hit"
    upkeep.tidy(pages)
    generations.keep_up()
    assert given_out.exists()
    assert how(reader.get("/")) == "hit"


@pytest.mark.parametrize(("down", "does"), [(False, "keep_up"), (True, "hold")])
def test_the_background_knows_whether_there_is_a_database(
    monkeypatch: pytest.MonkeyPatch, down: bool, does: str
) -> None:
    def done(what: str) -> Callable[..., None]:
        def end(*_args: Any) -> None:
            raise SystemExit(what)  # else it would go on for ever

        return end

    for name in ("keep_up", "hold"):
        monkeypatch.setattr(generations, name, done(name))
    monkeypatch.setattr(time, "sleep", done("nothing"))
    background = Watch()
    background.down = down
    with pytest.raises(SystemExit, match=f"^{does}$"):
        background._follow()
