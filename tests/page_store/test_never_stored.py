"""What is for one reader, or not for readers yet, never gets into the store."""

from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import rich_text

from centres.models import HomePage
from normandy_centres.page_store.storage import Store

from ..factories import StandardPageFactory
from ..pages.test_editing import edit, page_form
from .conftest import how

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def give_a_cookie(answer: HttpResponse) -> None:
    answer.set_cookie("basket", "one")


def say(name: str, value: str) -> Any:
    return lambda answer: answer.headers.__setitem__(name, value)


@pytest.mark.parametrize("path", ["/", "/en/"])
@pytest.mark.parametrize(
    "mark",
    [
        give_a_cookie,
        say("Cache-Control", "private"),
        say("Cache-Control", "max-age=60, no-store"),
        say("Cache-Control", 'no-cache="Set-Cookie"'),
        say("Content-Disposition", "attachment"),
    ],
)
def test_an_answer_for_one_reader_is_never_stored(
    reader: Client, pages: Store, path: str, mark: Any
) -> None:
    serve = HomePage.serve

    def marked(page: HomePage, request: Any) -> HttpResponse:
        answer = serve(page, request).render()
        mark(answer)
        return answer

    with mock.patch.object(HomePage, "serve", marked):
        for _time in range(2):
            assert reader.get(path).status_code == 200
            assert not list(pages.root.rglob("index.*"))
    assert [how(reader.get(path)) for _time in range(2)] == ["fwd=miss", "hit"]


def test_a_preview_is_neither_stored_nor_taken_from_the_store(
    admin: Client, reader: Client, pages: Store, french_home: Page
) -> None:
    """Wagtail asks for it under the page's own address, with all that answers a reader."""
    page = StandardPageFactory(parent=french_home, title="Ce que les lecteurs voient")
    address = f"{edit(page)}preview/"
    draft = page_form(title="Un essai", in_short=rich_text("<p>Court.</p>"), slug=page.slug)
    host = {"host": "localhost"}
    assert admin.post(address, draft, headers=host).json()["is_valid"]
    for stored in (False, True):
        shown = admin.get(address, {"mode": ""}, headers=host)
        assert "Un essai" in shown.content.decode()
        assert how(shown) == ""
        assert bool(list(pages.root.rglob("index.*"))) is stored
        for _time in range(2):
            answer = reader.get(page.url)
            assert "Un essai" not in answer.content.decode()
        assert how(answer) == "hit"


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_no_page_can_be_made_private(admin: Client, french_home: Page, kind: str) -> None:
    """A stored page is everybody's: who wants one for some is told so, not deceived."""
    sent = {"restriction_type": kind, "password": "secret", "groups": [1]}
    page = StandardPageFactory(parent=french_home)
    answer = admin.post(f"/admin/pages/{page.pk}/privacy/", sent)
    assert "confidentialité" in answer.json()["html"]
    with pytest.raises(
        ValidationError, match="site sont publiques"
    ):  # whoever writes past the form
        PageViewRestriction.objects.create(page=page, restriction_type=kind)
    assert not PageViewRestriction.objects.exists()
