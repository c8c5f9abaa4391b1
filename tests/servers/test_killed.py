"""Killed while somebody publishes, uploads or migrates: each thing is what it was, or what it was to be.

Each test prints what it did how often.
"""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Page, Revision

from pages.models import CustomImage, CustomRendition, StandardPage
from pages.pictures import filters, make_missing

from ..factories import SuperuserFactory
from ..own_site import Process, command, killed_throughout
from .work import WORDS

pytestmark = pytest.mark.drill


def begun() -> bool:
    return (settings.VAR_DIR / "begun").exists()


def work(site: str, folder: Path, what: str) -> Process:
    """Start something of work.py."""
    (settings.VAR_DIR / "begun").unlink(missing_ok=True)
    connection.close()
    code = f"from tests.servers import work; work.{what}"
    return command(site, folder, "shell", "-v", "0", "-c", code)


def words_of(page: StandardPage) -> set[str]:
    """The words that stand in a page's places."""
    (section,) = page.body.raw_data
    places = [page.title, page.lead, page.search_description]
    return {*places, section["value"]["heading"]}


def test_killed_while_publishing(site: str, folders: Path) -> None:
    SuperuserFactory(username="somebody")
    page = StandardPage.objects.filter(live=True, numchild=0).order_by("pk").first()
    assert page is not None
    pk, old = page.pk, page.title
    others = dict(Page.objects.exclude(pk=pk).values_list("pk", "title"))
    revisions: set[int] = set()

    def check() -> str:
        found = StandardPage.objects.get(pk=pk)
        if found.title != old:
            assert len(words_of(found)) == 1, words_of(found)
            assert found.live_revision is not None
            assert found.live_revision.content["title"] == found.title
            # What was saved and not published is a draft, and the live page the old one.
            assert found.draft_title == found.latest_revision.content["title"]
            is_draft = found.latest_revision.pk != found.live_revision.pk
            assert found.has_unpublished_changes == is_draft
        for revision in Revision.objects.for_instance(found).exclude(pk__in=revisions):
            shown = revision.as_object()
            assert shown.title not in WORDS or words_of(shown) == {shown.title}
        now = set(Revision.objects.for_instance(found).values_list("pk", flat=True))
        assert revisions <= now, "a revision is lost"
        revisions.update(now)
        assert dict(Page.objects.exclude(pk=pk).values_list("pk", "title")) == others
        answer = Client(headers={"host": "localhost"}).get(found.get_url())
        assert answer.status_code == 200
        assert found.title in answer.content.decode()
        return "whole" if cards_are_whole() else "a card is damaged"

    told = killed_throughout(lambda: work(site, folders, f"publish({pk})"), begun, check)
    print(f"\npublishing: {told}; {len(revisions)} revisions")
    assert "damaged" not in told


def cards_are_whole() -> bool:
    for path in Path(settings.MEDIA_ROOT).glob("cards/*"):
        with Image.open(path) as picture:
            picture.load()
    return True


def test_killed_while_uploading(site: str, folders: Path) -> None:
    SuperuserFactory(username="somebody")
    known: dict[str, str] = {}

    def check() -> str:
        named = set()
        for record in (*CustomImage.objects.all(), *Document.objects.all()):
            content = record.file.read()
            assert hashlib.sha1(content, usedforsecurity=False).hexdigest() == record.file_hash
            assert known.setdefault(record.file.name, record.file_hash) == record.file_hash
            named.add(record.file.name)
        assert set(known) == named, "an upload is lost"
        for picture in (*CustomImage.objects.all(), *CustomRendition.objects.all()):
            with default_storage.open(picture.file.name) as file, Image.open(file) as image:
                image.load()
                assert image.size == (picture.width, picture.height)
        make_missing()  # as `warm` does each minute
        for picture in CustomImage.objects.all():
            assert picture.renditions.count() == len(filters())
        return "whole"

    told = killed_throughout(lambda: work(site, folders, "upload_several()"), begun, check)
    folder = Path(settings.MEDIA_ROOT)
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    left -= set(known) | set(CustomRendition.objects.values_list("file", flat=True))
    print(f"\nuploading: {told}; {len(known)} uploads, {len(left)} files that nobody names")


def test_killed_while_migrating(site: str, folders: Path) -> None:
    """Back to before the glossary, and forward again: tables of pages are written anew on the way."""
    call_command("migrate", "pages", "0009", verbosity=0)
    before = rows()
    schema: list[Any] = []

    def start() -> Process:
        if applied() > "0009_article_subjects":
            call_command("migrate", "pages", "0009", verbosity=0)
        connection.close()
        return command(site, folders, "migrate", "-v", "0")

    def working() -> bool:
        return applied() > "0009_article_subjects"

    def check() -> str:
        stopped = applied()
        assert rows() == before
        # What is left to do can be done, and comes to the same.
        call_command("migrate", verbosity=0)
        schema.append(tables())
        assert schema[-1] == schema[0]
        assert rows() == before
        assert Client(headers={"host": "localhost"}).get("/").status_code == 200
        connection.close()
        return stopped

    print(f"\nmigrating: {killed_throughout(start, working, check)}")


def applied() -> str:
    """The name of the last migration of `pages`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(name) FROM django_migrations WHERE app = 'pages'")
        name: str = cursor.fetchone()[0]
    return name


def rows() -> dict[str, Any]:
    """Every page and revision, in columns that were always there."""
    told = {
        "pages": list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live")),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", "content")),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_ptr_id, lead, body FROM pages_standardpage ORDER BY 1")
        told["standard"] = cursor.fetchall()
    return told


def tables() -> dict[str, list[str]]:
    """The columns of every table."""
    with connection.cursor() as cursor:
        inspect = connection.introspection
        return {
            table.name: sorted(
                column.name for column in inspect.get_table_description(cursor, table.name)
            )
            for table in inspect.get_table_list(cursor)
        }
