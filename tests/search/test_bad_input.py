"""Whatever is typed, the answer is in words of the reader's language, and what was typed is text."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.both]

LITTLE = {"fr": "Ces mots sont dans toutes les pages", "en": "These words are on every page"}
NO_WORD = {"fr": "aucun mot à chercher", "en": "no word to look for"}
ANY = {"fr": "pour «", "en": "for “"}
PATHS = {"fr": "/rechercher/", "en": "/en/search/"}
SUGGESTIONS = {"fr": "/rechercher/propositions/", "en": "/en/search/suggestions/"}


@pytest.mark.parametrize("language", PATHS)
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a", LITTLE),
        ("%", NO_WORD),
        ("***???", NO_WORD),
        ('"""', NO_WORD),
        ("🙂🩺", NO_WORD),
        ("\u202e\u200f", NO_WORD),
        ("'; DROP TABLE pages_searchword; --", ANY),
        ("x' OR '1'='1", ANY),
        ("שלום عليكم", ANY),
        ("<script>alert(1)</script>", ANY),
        ("_" * 50, NO_WORD),
        ("zyx%' \\", ANY),
    ],
)
def test_an_answer_in_words(
    client: Client, language: str, typed: str, said: dict[str, str]
) -> None:
    response = client.get(PATHS[language], {"q": typed})
    text = response.content.decode()
    assert response.status_code == 200
    assert said[language] in text
    assert "<script>alert" not in text
    assert (
        client.get(
            PATHS[language] + ("propositions/" if language == "fr" else "suggestions/"),
            {"q": typed},
        ).status_code
        == 200
    )


@pytest.mark.parametrize("language", PATHS)
def test_only_little_words(client: Client, language: str) -> None:
    typed = {"fr": "de la le pour", "en": "of the for"}[language]
    assert LITTLE[language] in client.get(PATHS[language], {"q": typed}).content.decode()


@pytest.mark.parametrize("language", PATHS)
def test_ten_thousand_letters(client: Client, language: str) -> None:
    assert client.get(PATHS[language], {"q": "é" * 10_000}).status_code == 400
    assert client.get(PATHS[language], {"q": "cancer " * 28}).status_code == 200


@pytest.mark.parametrize("language", PATHS)
def test_nothing_typed_asks_what_for(client: Client, language: str) -> None:
    text = client.get(PATHS[language], {"q": "   "}).content.decode()
    assert not any(words[language] in text for words in (LITTLE, NO_WORD))
    assert 'role="status"' not in text.split("<main")[1]


def test_suggestions_are_pages_and_may_be_kept_briefly(client: Client) -> None:
    response = client.get(SUGGESTIONS["fr"], {"q": "proton"})
    found = response.json()["suggestions"]
    assert found[0] == {
        "title": "Protonthérapie",
        "url": found[0]["url"],
        "kind": "Spécialité",
    }
    assert client.get(found[0]["url"]).status_code == 200
    assert "max-age=300" in response.headers["Cache-Control"]
    assert (
        client.get("/en/search/suggestions/", {"q": "prot"}).json()["suggestions"][0]["title"]
        == "Proton therapy"
    )
    assert client.get("/en/search/suggestions/", {"q": "p"}).json()["suggestions"] == []
