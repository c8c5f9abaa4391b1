"""Links that an editor makes in the real admin: only to what readers can open, with one target."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from pages.models import StandardPage

from ..factories import StandardPageFactory
from .test_editing import add, errors, page_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(french_home: Page) -> Page:
    return french_home


def hidden(home: Page) -> Page:
    return StandardPageFactory(parent=home, title="Pas encore publiée", live=False)


def body_form(content: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the body's fields as the form sends them, from plain StreamField data."""
    link = content[0]["value"] if content[0]["type"] == "links" else None
    fields: dict[str, Any] = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "section",
        "body-0-id": str(uuid.uuid4()),
        "body-0-value-heading": "Un titre",
        "body-0-value-aside": "null",
        "body-0-value-content-count": "1",
        "body-0-value-content-0-deleted": "",
        "body-0-value-content-0-order": "0",
        "body-0-value-content-0-type": content[0]["type"],
        "body-0-value-content-0-id": str(uuid.uuid4()),
    }
    at = "body-0-value-content-0-value"
    if link is None:
        return fields | {at: content[0]["value"]}
    return fields | {
        f"{at}-count": "1",
        f"{at}-0-deleted": "",
        f"{at}-0-order": "0",
        f"{at}-0-value-page": link["page"],
        f"{at}-0-value-url": link["url"],
        f"{at}-0-value-label": "Par ici",
        f"{at}-0-value-hint": "",
    }


def draftail(page: Page) -> str:
    """Return what the editor sends for a paragraph with a link to a page."""
    block = {
        "key": "a",
        "text": "Lisez ceci.",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 5, "key": 0}],
    }
    data = {"id": page.pk, "url": "/x/", "parentId": page.get_parent().pk}
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": data}
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


@pytest.mark.parametrize("place", ["links", "text", "in_short"])
def test_a_link_to_an_unpublished_page_is_refused_where_it_stands(
    admin: Client, home: Page, place: str
) -> None:
    def fields(target: Page) -> dict[str, Any]:
        if place == "in_short":
            return {"in_short": draftail(target)}
        value: Any = {"page": target.pk, "url": ""} if place == "links" else draftail(target)
        return body_form([{"type": place, "value": value}])

    response = admin.post(add("standardpage", home), page_form() | fields(hidden(home)))
    assert errors(response).keys() == {"in_short" if place == "in_short" else "body"}
    said = response.content.decode().replace("\\u00a0", " ").replace("\u00a0", " ")
    assert "Pas encore publiée » n’est pas publiée" in said or "n\\u2019est pas publi" in said
    assert not StandardPage.objects.filter(slug="une-page-editee").exists()
    accepted = admin.post(
        add("standardpage", home), page_form() | fields(StandardPageFactory(parent=home))
    )
    assert accepted.status_code == 302


@pytest.mark.parametrize("both", [True, False])
def test_a_link_has_one_target(admin: Client, home: Page, both: bool) -> None:
    value = {"page": home.pk if both else "", "url": "https://www.baclesse.fr" if both else ""}
    form = page_form() | body_form([{"type": "links", "value": value}])
    assert errors(admin.post(add("standardpage", home), form)).keys() == {"body"}
