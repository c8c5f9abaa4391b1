"""The disk: its size has an end, and one that is full or read-only keeps nobody from reading what is true."""

import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from normandy_centres.page_store import generations, upkeep
from normandy_centres.page_store.encodings import ENDINGS, encode
from normandy_centres.page_store.keys import Key
from normandy_centres.page_store.pages import fresh_page
from normandy_centres.page_store.storage import FACTS, Store
from pages.models import StandardPage

from ..page_types import one_of
from .conftest import Committing, how

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.drill
def test_the_disk_is_bounded_and_the_past_is_removed(
    reader: Client, pages: Store, committing: Committing, settings: Any
) -> None:
    paths = ["/", "/en/", "/sources/", "/en/sources/"]
    for _time in range(3):
        for path in paths:
            assert reader.get(path).status_code == 200
        with committing():
            one_of(StandardPage, "en").save()
    upkeep.tidy(pages)
    assert len(list(pages.generations.iterdir())) == 1 + upkeep.KEPT

    settings.PAGE_STORE_MAX_FILES = 10
    for path in paths:
        reader.get(path)
    upkeep.tidy(pages)
    assert len(list(pages.root.rglob("index.*"))) <= 10
    assert how(reader.get("/en/")) in {"hit", "fwd=miss"}


def test_filters_make_room_before_pages(reader: Client, pages: Store, settings: Any) -> None:
    filtered = "/en/awards/?centre=francois-baclesse"
    for address in ("/en/", filtered):
        assert reader.get(address).status_code == 200
    settings.PAGE_STORE_MAX_FILES = 12  # a page has four, and as many as its last copy
    upkeep.tidy(pages)
    assert how(reader.get("/en/")) == "hit"
    assert how(reader.get(filtered)) == "fwd=miss"


def test_the_oldest_pages_make_room_first(reader: Client, pages: Store, settings: Any) -> None:
    for path in ("/", "/en/", "/en/sources/"):
        assert reader.get(path).status_code == 200
    settings.PAGE_STORE_MAX_FILES = 20
    upkeep.tidy(pages)
    left = {
        folder.parent.relative_to(pages.latest).as_posix() for folder in pages.latest.rglob(FACTS)
    }
    assert left == {"localhost/en", "localhost/en/sources"}


def test_a_flood_of_made_up_requests_stores_nothing_more(reader: Client, pages: Store) -> None:
    paths, chance = ("/", "/en/", "/en/awards/", "/sources/"), Random(9)  # noqa: S311

    def stored() -> set[Path]:
        return {file for file in pages.root.rglob("*") if file.is_file()}

    for path in paths:
        reader.get(path)
    before = stored()
    for number in range(60):
        word = f"{chance.getrandbits(64):x}"
        query = chance.choice((f"{word}={word}", f"centre={word}", f"q={word}", word * 99))
        host = chance.choice(
            ("localhost", "localhost", f"{word}.example", f"localhost:{number + 1}")
        )
        headers = {
            "host": host,
            "accept-encoding": word,
            "cookie": f"{word}={word}",
            f"x-{word}": word,
        }
        assert reader.get(f"{chance.choice(paths)}?{query}", headers=headers).status_code in {
            200,
            400,
        }
    assert stored() == before


@pytest.mark.parametrize("room", range(len(ENDINGS) + 1))
def test_a_disk_that_fills_up_amid_a_page_leaves_nothing_half_written(
    pages: Store, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    generation, key = generations.follow(), Key("localhost", "/en/")
    first, second = b"The first. " * 99, b"Another, and a longer one. " * 99
    pages.write(generation, key, fresh_page(key, HttpResponse(first), "html", 1000, None))
    write, fits = Path.write_bytes, iter(range(room))

    def write_while_it_fits(path: Path, content: bytes) -> int:
        if next(fits, None) is not None:
            return write(path, content)
        write(path, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", write_while_it_fits)
    with pytest.raises(OSError, match="No space left"):
        pages.write(generation, key, fresh_page(key, HttpResponse(second), "html", 1001, None))
    for copy in (pages.read(generation, key), pages.read_latest(key)):
        assert copy is not None
        for coding in ENDINGS:
            # None: it is just being replaced, and is written anew for whoever asks.
            assert copy.body(coding) in {encode(first)[coding], None}
    for folder in (pages.generations / generation, pages.latest):
        for coding, ending in ENDINGS.items():
            file = folder / key.folder / f"index.html{ending}"
            assert file.read_bytes() in {encode(first)[coding], encode(second)[coding]}
    assert not list((pages.root / "writing").iterdir())


def test_a_full_disk_switches_the_store_off_with_one_line(
    reader: Client, pages: Store, monkeypatch: Any, caplog: Any
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Store, "_place", full)
    assert [reader.get(path).status_code for path in ("/", "/en/", "/", "/sources/")] == [200] * 4
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "No space left" in caplog.text


def refuse(*args: Any, **kwargs: Any) -> None:
    raise OSError(28, "No space left on device")


def refuse_the_link(path: Any, unlink: Any = os.unlink) -> None:
    """Remove files of others, as the database and the media lie on another disk."""
    if str(path).endswith("/pages/current"):
        refuse()
    unlink(path)


def refuse_locks(path: Path, *args: Any, opening: Any = Path.open) -> Any:
    if path.suffix == ".lock":
        refuse()
    return opening(path, *args)


@pytest.mark.parametrize("disk", ["full", "read-only"])
def test_a_change_shows_though_the_disk_takes_no_generation(
    reader: Client,
    pages: Store,
    committing: Committing,
    monkeypatch: pytest.MonkeyPatch,
    caplog: Any,
    disk: str,
) -> None:
    page = one_of(StandardPage, "fr")
    reader.get(page.url)
    with monkeypatch.context() as refusing:
        refusing.setattr(Path, "symlink_to", refuse)
        if disk == "read-only":
            refusing.setattr(Path, "open", refuse_locks)
            refusing.setattr(os, "unlink", refuse_the_link)
        page.title = "Ce qui est vrai à présent"
        with committing():
            page.save_revision().publish()
        generations.keep_up()  # as each process does in the background
        for _time in range(2):
            answer = reader.get(page.url)
            assert page.title in answer.content.decode()
            assert how(answer) == "fwd=miss"
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "The page store is off" in caplog.text
        # A full disk lets go of what the web server in front would still give.
        assert pages.root.joinpath("current").is_symlink() == (disk == "read-only")
    generations.keep_up()
    assert [how(reader.get(page.url)) for _time in range(2)] == ["fwd=miss", "hit"]


def test_a_disk_that_refuses_is_no_matter_while_nothing_changes(
    reader: Client, pages: Store, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    reader.get("/")
    with monkeypatch.context() as read_only:
        read_only.setattr(Path, "open", refuse_locks)
        generations.keep_up()
        assert how(reader.get("/")) == "hit"
    monkeypatch.setattr(Path, "symlink_to", refuse)  # a full disk
    generations.hold()  # the database is away for a moment
    generations.keep_up()
    assert pages.root.joinpath("current").is_symlink()
    assert how(reader.get("/")) == "hit"
    assert not caplog.records
