"""A page in each language, and a reader who answers at its foot."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from pages.models import PageAnswers, StandardPage

from ..page_types import one_of

ADDRESS = {"fr": "/votre-avis/", "en": "/en/feedback/"}
OURS = {"sec-fetch-site": "same-origin"}

Send = Callable[..., HttpResponse]


@pytest.fixture
def pages(db: None) -> dict[str, StandardPage]:
    return {language: one_of(StandardPage, language) for language in ADDRESS}


@pytest.fixture
def send(pages: dict[str, StandardPage]) -> Send:
    """Return a function that answers about the page of a language, as the form does."""

    def answer(
        language: str = "fr",
        answer: str = "yes",
        headers: dict[str, str] = OURS,
        reader: str = "192.0.2.1",
        **fields: Any,
    ) -> Any:
        client = Client(raise_request_exception=False)
        sent = {"page": pages[language].pk, "answer": answer, "website": ""} | fields
        body = "&".join(f"{name}={value}" for name, value in sent.items())
        response = client.post(
            ADDRESS[language],
            body,
            content_type="application/x-www-form-urlencoded",
            headers=headers,
            REMOTE_ADDR=reader,
        )
        assert not response.cookies
        return response

    return answer


def counted(page: StandardPage) -> dict[str, int]:
    """Return how often each answer was given about a page, without those that never were."""
    found: dict[str, int] = {}
    for answers in PageAnswers.objects.filter(page=page):
        for name in ("yes", "no", "hard", "outdated", "elsewhere", "wrong"):
            number = getattr(answers, name)
            if number:
                found[name] = found.get(name, 0) + number
    return found
