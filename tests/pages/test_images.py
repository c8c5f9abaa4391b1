"""Photographs: nothing hidden in them, a text beside each, and nothing that is no photograph."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image

from pages.models import CustomImage
from pages.models.images import strip_metadata

from ..factories import GPS, ImageFactory, jpeg, upload

pytestmark = pytest.mark.django_db

ADD = "/admin/images/add/"


def form(
    data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg", **fields: Any
) -> dict[str, Any]:
    return {
        "title": "Une photographie",
        "file": upload(data, name, kind),
        "alt_fr": "Un mur rouge",
        "alt_en": "A red wall",
        "credit": "Camille Exemple",
        "collection": "1",
    } | fields


def errors(admin: Client, sent: dict[str, Any]) -> dict[str, str]:
    """Send the upload form and return the messages by field; none where it was accepted."""
    response = admin.post(ADD, sent)
    if response.status_code == 302:
        return {}
    assert response.status_code == 200
    found = response.context["form"].errors
    return {name: " ".join(map(str, messages)) for name, messages in found.items()}


def png(size: tuple[int, int]) -> bytes:
    out = BytesIO()
    Image.new("1", size).save(out, "PNG")
    return out.getvalue()


def test_an_upload_loses_what_it_hides(admin: Client) -> None:
    original = jpeg()
    with Image.open(BytesIO(original)) as before:
        assert before.getexif().get_ifd(GPS), "the picture to upload says where it was taken"
    assert errors(admin, form(original)) == {}
    stored = CustomImage.objects.get(title="Une photographie").file.read()
    with Image.open(BytesIO(stored)) as after:
        assert not after.getexif()
        assert after.size == (24, 16)
    assert b"Secretcam" not in stored
    assert b"Exif" not in stored


def test_renditions_hide_nothing_either() -> None:
    rendition = ImageFactory().get_rendition("width-12|format-jpeg")
    with Image.open(rendition.file) as picture:
        assert not picture.getexif()
        assert picture.size == (12, 8)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_formats_lose_it_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secretcam"
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, kind, exif=exif)
    assert b"Secretcam" in out.getvalue()
    bare = strip_metadata(out.getvalue())
    assert b"Secretcam" not in bare
    with Image.open(BytesIO(bare)) as picture:
        assert picture.format == kind


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (24, 16)), (3, (24, 16)), (6, (16, 24)), (8, (16, 24))]
)
def test_a_photograph_is_turned_the_right_way_up(orientation: int, size: tuple[int, int]) -> None:
    made = ImageFactory(file=upload(jpeg(orientation=orientation)))
    image = CustomImage.objects.get(pk=made.pk)
    assert (image.width, image.height) == size
    with image.file.open("rb") as file, Image.open(file) as picture:
        assert picture.size == size


def test_the_colours_stay(admin: Client) -> None:
    with Image.open(BytesIO(strip_metadata(jpeg(colour="blue")))) as picture:
        red, green, blue = picture.convert("RGB").getpixel((5, 5))
    assert (red < 20, green < 20, blue > 230) == (True, True, True)


@pytest.mark.parametrize("missing", ["alt_fr", "alt_en"])
def test_a_text_for_those_who_can_t_see_is_required_in_both_languages(
    admin: Client, missing: str
) -> None:
    found = errors(admin, form(jpeg(), **{missing: " "}))
    assert found.keys() == {missing}
    assert "Décrivez l’image" in found[missing]


def test_a_decorative_picture_needs_none_and_has_none(admin: Client) -> None:
    assert errors(admin, form(jpeg(), alt_fr="", alt_en="", decorative="on")) == {}
    assert CustomImage.objects.get().decorative
    assert CustomImage.objects.only("title").get().decorative
    image = CustomImage.objects.get(title="Une photographie")
    assert image.default_alt_text == ""
    assert 'alt=""' in image.get_rendition("width-12").img_tag()


def test_a_credit_is_required(admin: Client) -> None:
    assert errors(admin, form(jpeg(), credit="")).keys() == {"credit"}


def test_readers_get_the_text_of_their_language() -> None:
    image = ImageFactory()
    for language, text in (("fr", "Un mur rouge"), ("en", "A red wall")):
        with translation.override(language):
            assert f'alt="{text}"' in image.get_rendition("width-12").img_tag()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "name", "kind", "reason"),
    [
        (b"no picture at all", "photo.jpg", "image/jpeg", "image"),
        (b"", "photo.jpg", "image/jpeg", "vide"),
        (SVG, "photo.svg", "image/svg+xml", "Format d'image non supporté"),
        (SVG, "photo.png", "image/png", "svg"),
        (b"MZ" + bytes(200), "photo.exe", "application/octet-stream", "image valide"),
        (jpeg()[:200], "photo.jpg", "image/jpeg", "image"),
        (jpeg(), "photo.png", "image/png", "jpeg"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_reason(
    admin: Client, data: bytes, name: str, kind: str, reason: str
) -> None:
    found = errors(admin, form(data, name, kind))
    assert found.keys() == {"file"}
    assert reason in found["file"]
    assert not CustomImage.objects.exists()


def test_more_than_ten_megabytes_are_refused_with_the_reason(admin: Client) -> None:
    found = errors(admin, form(jpeg() + bytes(10 * 1024 * 1024)))
    assert found.keys() == {"file"}
    assert "La taille de fichier maximale est de 10,0" in found["file"]


@pytest.mark.parametrize(("size", "accepted"), [((8000, 5000), True), ((8000, 5001), False)])
def test_more_than_forty_megapixels_are_refused_with_the_reason(
    admin: Client, size: tuple[int, int], accepted: bool
) -> None:
    found = errors(admin, form(png(size), "photo.png", "image/png"))
    if accepted:
        assert found == {}
    else:
        assert found.keys() == {"file"}
        assert "pixels" in found["file"]
