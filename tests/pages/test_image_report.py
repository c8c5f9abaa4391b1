"""Photographs on live pages that nobody has described."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from wagtail.models import Page

from pages.image_report import images_without_text
from pages.models import CustomImage

from ..factories import ImageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db

REPORT = "/admin/reports/images/"


def undescribed(title: str, **values: object) -> CustomImage:
    """Return a photograph that came in without the form: without a text in English, if not said."""
    return ImageFactory(title=title, **({"alt_en": ""} | values))


def test_what_readers_see_and_nobody_described(
    french_home: Page, editor: AbstractUser, admin: Client
) -> None:
    wall = undescribed("Mur sans texte")
    for image, live in (
        (wall, True),
        (undescribed("Décor", decorative=True, alt_fr=""), True),
        (ImageFactory(title="Mur décrit"), True),
        (undescribed("En brouillon"), False),
    ):
        StandardPageFactory(
            parent=french_home, title=f"Page : {image.title}", picture=image, live=live
        )
    undescribed("Nulle part")
    assert images_without_text(editor) == [wall]
    report = admin.get(REPORT).content.decode()
    for words in ("Images sans texte", "Mur sans texte", "texte en anglais", "Page : Mur sans"):
        assert words in report
    for words in ("Décor", "Mur décrit", "En brouillon", "Nulle part", "texte en français"):
        assert words not in report
    table = b"".join(admin.get(f"{REPORT}?export=csv").streaming_content).decode("utf-8-sig")
    assert "Mur sans texte,texte en anglais,Page : Mur sans texte · Français" in table


def test_somebody_without_rights_on_photographs_has_nothing_to_describe(
    french_home: Page, django_user_model: type[AbstractUser]
) -> None:
    StandardPageFactory(parent=french_home, picture=undescribed("Mur sans texte"))
    assert images_without_text(django_user_model.objects.create(username="reader")) == []
