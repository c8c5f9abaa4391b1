"""A reader answers: in both languages, without a cookie or a script, and nobody answers for them."""

from typing import Any
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from pages.feedback import counting
from pages.models import PageAnswers, SiteSettings, StandardPage

from ..crawl import Crawl
from .conftest import ADDRESS, OURS, Send, counted

pytestmark = pytest.mark.django_db

LANGUAGES = tuple(ADDRESS)
Pages = dict[str, StandardPage]


def check(response: Any, status: int, words: str, language: str) -> None:
    """Check a page that refuses an answer: readable, in the language, kept by nobody."""
    text = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language}">' in text
    assert words in text
    assert 'content="noindex"' in text
    assert "tel:" in text, "whom to call"


def test_each_page_of_the_tree_asks_and_nothing_else_does(crawl: Crawl) -> None:
    asking = {
        answer.path for answer in crawl.pages if answer.soup.find("form", attrs={"method": "post"})
    }
    assert {"/", "/en/", "/patients/", "/en/patients/"} <= asking
    assert not asking & {"/rechercher/", "/en/search/", "/sources/", "/en/sources/"}
    for answer in crawl.pages:
        if answer.path in asking:
            form = answer.soup.find("form", attrs={"method": "post"})
            assert form["action"] == ADDRESS[answer.language]
            assert len(form.find_all("button")) == 2
            assert not form.find_all("textarea")


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_is_thanked_for_and_leads_back(send: Send, pages: Pages, language: str) -> None:
    response = send(language, "yes")
    assert response.status_code == 303
    assert "no-store" in response.headers["Cache-Control"]
    thanks = Client().get(response.headers["Location"])
    assert "no-store" in thanks.headers["Cache-Control"]
    assert not thanks.cookies
    words = {"fr": "Merci de votre réponse", "en": "Thank you for your answer"}[language]
    check(thanks, 200, words, language)
    assert f'href="{pages[language].url}"' in thanks.content.decode()
    assert counted(pages[language]) == {"yes": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_leads_to_four_reasons_each_one_tap(send: Send, pages: Pages, language: str) -> None:
    response = send(language, "no")
    assert response.status_code == 303
    page = Client().get(response.headers["Location"])
    assert "no-store" in page.headers["Cache-Control"]
    words = {"fr": "Qu’est-ce qui n’allait pas", "en": "What was the trouble?"}[language]
    check(page, 200, words, language)
    assert counted(pages[language]) == {"no": 1}, "counted even if no reason is given"
    soup = BeautifulSoup(page.content.decode(), "html.parser")
    reasons = [str(button["value"]) for button in soup.select("form[method=post] button")]
    assert len(reasons) == 4
    for reason in reasons:
        assert "merci" in send(language, reason).headers["Location"] or language == "en"
        assert counted(pages[language]) == {reason: 1}
    twin = pages["en" if language == "fr" else "fr"]
    assert soup.select_one(f'.language-tile[href$="/{twin.pk}/"]'), "the same in the other language"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://example.org"},
        {"origin": "null", "referer": "http://testserver/"},
        {"origin": "http://testserver.example.org"},
        {"referer": "http://example.org/?http://testserver/"},
        {"referer": "http://[broken"},
        {},
    ],
)
def test_what_another_site_sends_is_refused(
    send: Send, pages: Pages, language: str, headers: dict[str, str]
) -> None:
    words = {"fr": "Nous n’avons pas pu prendre", "en": "We couldn’t take this answer"}[language]
    check(send(language, headers=headers), 403, words, language)
    assert counted(pages[language]) == {}


@pytest.mark.parametrize(
    "headers",
    [
        OURS,
        {"sec-fetch-site": "none"},
        {"origin": "http://testserver"},
        {"origin": "http://localhost"},  # SITE_URL
        {"referer": "http://testserver/patients/"},
    ],
)
def test_what_our_form_sends_is_accepted(send: Send, pages: Pages, headers: dict[str, str]) -> None:
    assert send(headers=headers).status_code == 303
    assert counted(pages["fr"]) == {"yes": 1}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "perhaps"},
        {"answer": ""},
        {"answer": "last_no_on"},
        {"page": "1"},
        {"page": "99999999999999999999"},
        {"page": "x"},
        {"page": "%00"},
        {"website": "x" * 3000},
    ],
)
def test_what_the_form_does_not_offer_is_refused(
    send: Send, pages: Pages, language: str, fields: dict[str, str]
) -> None:
    words = {"fr": "Nous n’avons pas pu lire", "en": "We couldn’t read that request"}[language]
    check(send(language, **fields), 400, words, language)
    assert not PageAnswers.objects.exists()


def test_a_page_is_answered_about_in_its_own_language(send: Send, pages: Pages) -> None:
    assert send("en", page=pages["fr"].pk).status_code == 400
    StandardPage.objects.filter(pk=pages["fr"].pk).update(live=False)
    assert send("fr").status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", ""])
def test_another_kind_of_body_is_not_read(pages: Pages, kind: str) -> None:
    response = Client().post(ADDRESS["fr"], b"--x", content_type=kind, headers=OURS)
    assert response.status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_is_not_one_to_read(client: Client, language: str) -> None:
    words = {"fr": "Cette adresse reçoit", "en": "This address only takes"}[language]
    response = client.get(ADDRESS[language])
    check(response, 405, words, language)
    assert response.headers["Allow"] == "POST"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flood_is_stopped(
    send: Send, pages: Pages, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "LIMIT", 3)
    for answer in ("yes", "no", "hard"):
        assert send(language, answer).status_code == 303
    words = {"fr": "Cela fait beaucoup de réponses", "en": "That is a lot of answers"}[language]
    check(send(language, "yes"), 429, words, language)
    assert counted(pages[language]) == {"hard": 1}
    assert send(language, "yes", reader="192.0.2.2").status_code == 303


def test_what_a_machine_fills_in_is_thanked_for_and_not_counted(send: Send, pages: Pages) -> None:
    assert send(website="http://example.org").status_code == 303
    assert counted(pages["fr"]) == {}


@pytest.mark.parametrize("path", ["/votre-avis/merci/1/", "/en/feedback/why/999999/"])
def test_thanks_for_no_page_are_nowhere(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_database_the_reader_is_told_calmly(send: Send, language: str) -> None:
    broken = mock.Mock(side_effect=DatabaseError("gone"))
    with (
        mock.patch("django.db.backends.utils.CursorWrapper.execute", broken),
        mock.patch("wagtail.models.Site.find_for_request", broken),
    ):
        response = send(language)
    text = response.content.decode()
    assert response.status_code == 503
    assert f'<html lang="{language}">' in text
    assert {"fr": "Un problème est survenu", "en": "Something broke on our side"}[language] in text
    assert "gone" not in text


def test_asking_costs_no_query(pages: Pages, client: Client) -> None:
    costs = []
    for on in (True, False):
        SiteSettings.objects.update(feedback=on)
        cache.clear()
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as captured:
            client.get(pages["fr"].url)
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_switched_off_nobody_is_asked(send: Send, pages: Pages, client: Client) -> None:
    SiteSettings.objects.update(feedback=False)
    assert 'method="post"' not in client.get(pages["fr"].url).content.decode()
    assert send().status_code == 404
    assert client.get(f"/votre-avis/merci/{pages['fr'].pk}/").status_code == 404
