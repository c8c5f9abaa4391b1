"""Our own failure, and what is forbidden: said in the language of the address, without a database."""

from pathlib import Path
from unittest import mock

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client, RequestFactory
from django.urls import get_resolver

from normandy_centres import errors

from .test_bad_input import PHONES, check, language

pytestmark = [pytest.mark.django_db, pytest.mark.both]

BROKEN = {"fr": "Un problème est survenu de notre côté", "en": "Something broke on our side"}

PROMISED = {"fr": "les deux numéros sont sur cette page", "en": "both numbers are on this page"}


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/", "/en/"])
@pytest.mark.parametrize("stored", [True, False])
def test_our_own_failure_needs_no_database(
    client: Client, path: str, stored: bool, tmp_path: Path
) -> None:
    with mock.patch.object(errors, "PAGES_DIR", tmp_path):
        if stored:
            with mock.patch(
                "normandy_centres.management.commands.render_error_pages.PAGES_DIR", tmp_path
            ):
                call_command("render_error_pages")
        broken = mock.Mock(side_effect=DatabaseError("gone"))
        with (
            mock.patch("django.db.backends.utils.CursorWrapper.execute", broken),
            mock.patch("wagtail.models.Site.find_for_request", broken),
        ):
            response = client.get(path)
    answer = check(response, path, 500, BROKEN)
    assert len(answer.soup.find_all("h1")) == 1
    # Without the database the page has no numbers, and doesn't promise any.
    assert (PROMISED[language(path)] in answer.text) is stored
    if stored:
        assert set(PHONES) <= {written for written, _absolute in answer.links}
    assert "gone" not in answer.text


def test_the_handlers_are_those_tested_here() -> None:
    resolver = get_resolver()
    handlers = {
        400: errors.bad_request,
        403: errors.permission_denied,
        404: errors.page_not_found,
        500: errors.server_error,
    }
    for status, handler in handlers.items():
        assert resolver.resolve_error_handler(status) is handler


@pytest.mark.parametrize(
    ("path", "words"), [("/x/", "Cette page"), ("/en/x/", "This page is closed")]
)
def test_what_is_forbidden_is_said_in_the_language(
    rf: RequestFactory, path: str, words: str
) -> None:
    request: WSGIRequest = rf.get(path)
    response = errors.permission_denied(request)
    text = response.content.decode()
    assert response.status_code == 403
    assert words in text
    assert f'<html lang="{language(path)}">' in text
