"""Files that would do harm are refused with a reason, in the editor's language, and nothing of them stays."""

import os
import struct
import time
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.test import Client
from PIL import Image
from pytest_django import Settings
from wagtail.documents.models import Document
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from normandy_centres import media_folder
from normandy_centres.management.commands import run_due
from pages import abandoned_uploads
from pages.models import CustomImage

from ..factories import jpeg, upload

pytestmark = pytest.mark.django_db

SCRIPT = b"<html><script>alert(document.domain)</script></html>"
PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n"
SEVERAL = "/admin/images/multiple/add/"
WORDS = {
    "damaged": ("image est abîmée", "picture is damaged"),
    "pixels": ("trop grand nombre de pixels", "too many pixels"),
    "moves": ("image bouge", "picture moves"),
    "image": ("image valide", "valid image"),
    "kind": ("Format d'image non supporté", "Not a supported image format"),
    "extension": ("ne correspond pas", "does not match"),
    "no pdf": ("n’est pas un PDF", "is no PDF"),
    "cut off": ("PDF est abîmé", "PDF is damaged"),
    "only pdf": ("pdf", "pdf"),
    "large": ("trop", "too big"),
}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A black picture of two colours, whose size is what it says."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)))
    parts = (chunk(b"IHDR", head), *chunks, chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def text_bomb() -> bytes:
    """A small picture with a comment that unfolds to 40 MB."""
    zeros = zlib.compress(bytes(40_000_000), 9)
    return png(8, 8, chunk(b"zTXt", b"Comment\x00\x00" + zeros))


def gif(frames: int = 1) -> bytes:
    out = BytesIO()
    pictures = [Image.new("RGB", (8, 8), (80 * number, 0, 0)) for number in range(frames)]
    pictures[0].save(out, "GIF", save_all=frames > 1, append_images=pictures[1:])
    return out.getvalue()


def cut(data: bytes) -> bytes:
    """A photograph whose upload broke off: its head says that it is whole."""
    return data[: len(data) * 2 // 3]


def photograph() -> bytes:
    out = BytesIO()
    Image.effect_noise((200, 200), 60).save(out, "JPEG")
    return out.getvalue()


BAD_PICTURES = {
    "100 megapixels": (lambda: png(10_000, 10_000), "bombe.png", "pixels"),
    "2,000 megapixels": (lambda: png(8, 8).replace(*TALL), "bombe.png", "pixels"),
    "unfolds to 40 MB": (text_bomb, "bombe.png", "damaged"),
    "GIF that moves": (lambda: gif(3), "image.gif", "moves"),
    "SVG with a script": (lambda: b"<svg xmlns='x'><script/></svg>", "dessin.svg", "kind"),
    "SVG by another name": (lambda: b"<svg><script>1</script></svg>", "dessin.png", "extension"),
    "page by another name": (lambda: SCRIPT, "photo.jpg", "extension"),
    "page after a GIF's name": (lambda: b"GIF89a" + SCRIPT, "photo.gif", "damaged"),
    "cut off": (lambda: cut(photograph()), "photo.jpg", "damaged"),
    "wrong extension": (jpeg, "photo.png", "extension"),
    "document": (lambda: PDF, "photo.jpg", "image"),
    "program": (lambda: b"MZ" + bytes(500), "photo.jpg", "image"),
}
#: What makes 8 by 8 pixels 50,000 by 40,000.
TALL = (
    chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 1, 0, 0, 0, 0)),
    chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 40_000, 1, 0, 0, 0, 0)),
)
BAD_DOCUMENTS = {
    "page by another name": (SCRIPT, "plan.pdf", "no pdf"),
    "page before a PDF": (SCRIPT + PDF, "plan.pdf", "no pdf"),
    "cut off": (PDF[:-8] + bytes(2000), "plan.pdf", "cut off"),
    "page": (SCRIPT, "plan.html", "only pdf"),
    "PDF that calls itself a page": (PDF, "plan.html", "only pdf"),
    "picture": (jpeg(), "plan.pdf", "no pdf"),
    "11 MB": (PDF + bytes(11 * 1024 * 1024), "plan.pdf", "large"),
}


def in_languages(cases: dict[str, Any]) -> list[tuple[str, str]]:
    """Every case in French, and one of each reason in English."""
    reasons = {reason: case for case, (_made, _name, reason) in cases.items()}
    return [(case, "fr") for case in cases] + [(case, "en") for case in reasons.values()]


def kept(settings: Settings) -> list[Path]:
    """Every file among the uploads."""
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def shown(answer: Any) -> str:
    """The words of the form's errors as the editor reads them."""
    page = BeautifulSoup(answer.content, "html.parser")
    return " ".join(found.get_text(" ", strip=True) for found in page.select(".error-message"))


def client_for(editor: AbstractUser, language: str) -> Client:
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
    client = Client()
    client.force_login(editor)
    return client


def picture_form(data: bytes, name: str) -> dict[str, Any]:
    words = {"title": "Une photographie", "alt_fr": "Un mur", "alt_en": "A wall", "credit": "C."}
    return words | {"file": upload(data, name), "collection": "1"}


@pytest.mark.parametrize(("case", "language"), in_languages(BAD_PICTURES))
def test_a_bad_picture_is_refused_with_the_reason(
    editor: AbstractUser, settings: Settings, case: str, language: str
) -> None:
    make, name, reason = BAD_PICTURES[case]
    client = client_for(editor, language)
    answer = client.post("/admin/images/add/", picture_form(make(), name))
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert errors.keys() == {"file"}
    assert WORDS[reason][language == "en"] in shown(answer)
    assert not CustomImage.objects.exists()
    assert kept(settings) == []


@pytest.mark.parametrize(("case", "language"), in_languages(BAD_DOCUMENTS))
def test_a_bad_document_is_refused_with_the_reason(
    editor: AbstractUser, settings: Settings, case: str, language: str
) -> None:
    data, name, reason = BAD_DOCUMENTS[case]
    client = client_for(editor, language)
    sent = {"title": "Un plan", "file": upload(data, name, "application/pdf"), "collection": "1"}
    answer = client.post("/admin/documents/add/", sent)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert errors.keys() == {"file"}
    assert WORDS[reason][language == "en"] in shown(answer)
    assert not Document.objects.exists()
    assert kept(settings) == []


def test_a_document_is_kept_as_it_is(admin: Client) -> None:
    sent = {"title": "Un plan", "file": upload(PDF, "plan.pdf"), "collection": "1"}
    assert admin.post("/admin/documents/add/", sent).status_code == 302
    assert Document.objects.get().file.read() == PDF


def test_what_hides_behind_a_picture_goes(admin: Client) -> None:
    """A GIF or JPEG that is a page as well is written anew: only the picture is left."""
    for name, data in (("deux.gif", gif()), ("deux.jpg", photograph())):
        answer = admin.post("/admin/images/add/", picture_form(data + SCRIPT, name))
        assert answer.status_code == 302
    for image in CustomImage.objects.all():
        assert b"<script>" not in image.file.read()
    assert CustomImage.objects.count() == 2


def test_several_at_once_hide_nothing_either(admin: Client, settings: Settings) -> None:
    """They wait without a text: already bare, and for nobody to see; then they are moved as they are."""
    original = jpeg()
    assert b"Secretcam" in original
    found = admin.post(SEVERAL, {"files[]": upload(original), "collection": "1"}).json()
    assert found["success"]
    waiting = UploadedFile.objects.get()
    assert b"Secretcam" not in waiting.file.read()
    for path in (waiting.file.name, f"./{waiting.file.name}", f"x/../{waiting.file.name}"):
        assert Client().get(f"/media/{path}").status_code == 404
    prefix = f"uploaded-image-{waiting.pk}-"
    words = {"title": "Une photo", "alt_fr": "Un mur", "alt_en": "A wall", "credit": "C."}
    sent = {f"{prefix}{name}": text for name, text in (words | {"collection": "1"}).items()}
    done = admin.post(f"/admin/images/multiple/create_from_uploaded_image/{waiting.pk}/", sent)
    assert done.json()["success"], done.json()
    image = CustomImage.objects.get()
    assert b"Secretcam" not in image.file.read()
    assert not list(Path(settings.MEDIA_ROOT).glob("wagtail_uploads/*"))


def test_what_nobody_finished_goes(admin: Client, settings: Settings) -> None:
    def send() -> UploadedFile:
        admin.post(SEVERAL, {"files[]": upload(jpeg()), "collection": "1"})
        return UploadedFile.objects.latest("pk")

    def age(name: str, days: float) -> None:
        written = time.time() - days * 24 * 3600
        os.utime(settings.MEDIA_ROOT / name, (written, written))

    old, fresh, without_file = send(), send(), send()
    age(old.file.name, 3.1)
    age(fresh.file.name, 2.9)
    without_file.file.storage.delete(without_file.file.name)
    for name, days in (("killed.jpg", 4.0), ("begun.jpg", 0.0)):
        (settings.MEDIA_ROOT / "wagtail_uploads" / name).write_bytes(b"half")
        age(f"wagtail_uploads/{name}", days)
    assert "forget_uploads" in run_due.DUE
    call_command("forget_uploads", verbosity=0)
    assert UploadedFile.objects.get() == fresh
    assert {path.name for path in kept(settings)} == {Path(fresh.file.name).name, "begun.jpg"}


@pytest.mark.drill
def test_a_hundred_at_once(admin: Client, settings: Settings) -> None:
    """As the browser sends them, one by one; a single form with more than a hundred is refused unread."""
    bad = [make() for make, _name, _reason in list(BAD_PICTURES.values())[2:]]
    answers = [
        admin.post(SEVERAL, {"files[]": upload(data), "collection": "1"}).json()["success"]
        for number in range(100)
        for data in [photograph() if number % 2 else bad[number % len(bad)]]
    ]
    assert answers == [False, True] * 50
    assert len(kept(settings)) == UploadedFile.objects.count() == 50
    heap = {f"file{number}": upload(jpeg()) for number in range(101)}
    assert admin.post(SEVERAL, heap).status_code == 400
    assert len(kept(settings)) == 50
    print(f"\n{len(answers)} pictures: {sum(answers)} taken, {answers.count(False)} refused")


def test_unfinished_files_lie_where_abandoned_ones_are_forgotten() -> None:
    assert media_folder.WAITING == abandoned_uploads.FOLDER
