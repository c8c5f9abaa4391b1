"""A page in both languages, published and in step."""

from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import AbstractUser
from wagtail.models import Page

from pages.models import StandardPage
from pages.translation.drafting import translate

from ..factories import StandardPageFactory

SECTION_ID = "5f0d1c1e-0000-4000-8000-000000000001"
TEXT_ID = "5f0d1c1e-0000-4000-8000-000000000002"


def body(heading: str, text: str) -> list[dict[str, Any]]:
    """Return a body of one section with one text; the ids are always the same."""
    content = [{"type": "text", "value": text, "id": TEXT_ID}]
    value = {"heading": heading, "aside": "", "content": content}
    return [{"type": "section", "value": value, "id": SECTION_ID}]


def publish(page: Page, **fields: Any) -> StandardPage:
    """Change a page and publish it, as an editor does; return it as it is stored then."""
    stored = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save_revision().publish()
    return StandardPage.objects.get(pk=page.pk)


def draft(page: Page, **fields: Any) -> StandardPage:
    """Change a page and keep the change as a draft."""
    stored = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.save_revision()
    return StandardPage.objects.get(pk=page.pk)


class Pair(NamedTuple):
    fr: StandardPage
    en: StandardPage


@pytest.fixture
def french(french_home: Page) -> StandardPage:
    """A published page that is there in French only."""
    page = StandardPageFactory(
        parent=french_home,
        title="Écouter la radio",
        slug="radio",
        locale=french_home.locale,
    )
    return publish(page, body=body("La radio", "<p>Une phrase.</p>"))


@pytest.fixture
def pair(french: StandardPage, english_home: Page, editor: AbstractUser) -> Pair:
    """The same page, translated and published."""
    english = translate(french, editor)
    return Pair(french, publish(english, title="Listening to the radio", slug="listening"))
