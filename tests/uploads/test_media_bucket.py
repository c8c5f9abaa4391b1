"""Media in a bucket that several machines share: readers and editors notice nothing of it."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Page

from normandy_centres.media_bucket import MediaBucket
from pages.models import CustomImage
from pages.pictures import filters, make_missing
from pages.sharing import making

from ..bucket import Bucket, serving
from ..factories import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def bucket(settings: Any) -> Iterator[Bucket]:
    """The bucket in which the site keeps its media; nothing may be left in a folder."""
    with serving() as found:
        settings.STORAGES = found.storages(settings.STORAGES)
        yield found
        assert not settings.MEDIA_ROOT.exists()


def test_a_photograph_is_kept_there_and_served_from_here(
    bucket: Bucket, admin: Client, django_capture_on_commit_callbacks: Any
) -> None:
    words = {"title": "Un mur", "alt_fr": "Un mur", "alt_en": "A wall", "credit": "C."}
    form = words | {"file": upload(jpeg()), "collection": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post("/admin/images/add/", form).status_code == 302
    image = CustomImage.objects.get()
    assert b"Secretcam" not in bucket.files[image.file.name]
    # Every size was made at upload.
    assert image.renditions.count() == len(filters())
    assert make_missing() == 0
    picture = image.renditions.first()
    assert picture is not None
    assert picture.url == f"/media/{picture.file.name}"

    got = Client().get(picture.url)
    assert b"".join(got.streaming_content) == bucket.files[picture.file.name]
    assert got["Content-Type"] == f"image/{Path(picture.file.name).suffix[1:]}".replace(
        "jpg", "jpeg"
    )
    assert "sandbox" in got["Content-Security-Policy"]
    again = Client().get(picture.url, headers={"if-modified-since": got["Last-Modified"]})
    assert again.status_code == 304
    for nowhere in ("images/nothing.jpg", "images", "../settings.py", "%2e%2e/x", "x" * 2000):
        assert Client().get(f"/media/{nowhere}").status_code == 404, nowhere


def test_documents_are_attachments_and_nothing_else(bucket: Bucket) -> None:
    document = Document.objects.create(title="Plan", file=ContentFile(b"%PDF-1", "plan.pdf"))
    got = Client().get(document.url)
    assert b"".join(got.streaming_content) == b"%PDF-1"
    assert got["Content-Disposition"].startswith("attachment")
    assert Client().get(f"/media/{document.file.name}").status_code == 404


def test_nothing_is_written_over(bucket: Bucket) -> None:
    """Not even by a machine that looked before the other wrote."""
    with mock.patch.object(MediaBucket, "exists", return_value=False):
        names = {default_storage.save("images/a.jpg", ContentFile(each)) for each in (b"1", b"2")}
    assert len(names) == 2
    assert {bucket.files[name] for name in names} == {b"1", b"2"}
    assert all(name.endswith(".jpg") for name in names)


def test_a_page_s_card_is_made_and_replaced(bucket: Bucket, french_home: Page) -> None:
    assert making.kept_names() == []
    making.make_for(french_home.pk)
    (first,) = making.kept_names()
    assert b"".join(Client().get(f"/media/{first}").streaming_content) == bucket.files[first]
    french_home.hero = "Autre chose"
    french_home.save()
    making.make_for(french_home.pk)
    (second,) = making.kept_names()
    assert second != first


def test_who_watches_is_told(bucket: Bucket, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR, settings.BACKUP_DIR = tmp_path, tmp_path

    def media() -> tuple[str, str]:
        out = StringIO()
        with pytest.raises(SystemExit):  # no backup, no timer
            call_command("doctor", language="en", stdout=out, no_color=True)
        lines = out.getvalue().splitlines()
        at = next(number for number, line in enumerate(lines) if "Media" in line)
        parts = json.loads(Client().get("/health/ready").content)["parts"]
        return "\n".join(lines[at : at + 2]), parts["media"]

    said, state = media()
    assert ("✓" in said[:1], state) == (True, "ok")
    assert bucket.files == {}
    bucket.heeds = False
    assert "If-None-Match" in media()[0]
    settings.STORAGES = Bucket("http://127.0.0.1:1").storages(settings.STORAGES)
    with mock.patch("time.sleep"):  # before it asks once more
        said, state = media()
        assert (said[:1], state) == ("✗", "failed")
        assert "MEDIA_S3_" in said
        # Readers get their page all the same, with the card that all pages share.
        assert Client().get("/").status_code == 200
