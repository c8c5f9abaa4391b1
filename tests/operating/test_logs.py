"""A line of the log says which request it belongs to, and nothing about who asked."""

import json
import logging
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError
from django.test import Client

from normandy_centres.logs import JsonFormatter, TextFormatter, masked, request_id

ABOUT_SOMEBODY = ("192.0.2.7", "2001:db8::7", "jeanne", "cancer", "Secretbrowser")


@pytest.fixture
def lines() -> Any:
    """All that is logged, as the log shows it."""
    found: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    handler, root = Kept(), logging.getLogger()
    handler.setFormatter(JsonFormatter())
    requests = logging.getLogger("normandy_centres.requests")
    level = requests.level
    requests.setLevel(logging.INFO)
    root.addHandler(handler)
    yield found
    root.removeHandler(handler)
    requests.setLevel(level)


@pytest.mark.django_db
def test_a_failure_is_logged_with_its_request_and_nothing_about_the_reader(
    client: Client, lines: list[str]
) -> None:
    client.raise_request_exception = False
    failure = DatabaseError("refused\nDETAIL:  Key (username)=(jeanne) already exists.")
    with mock.patch("wagtail.models.Site.find_for_request", side_effect=failure):
        response = client.get(
            "/en/?q=cancer&mail=jeanne@example.org",
            headers={"x-request-id": "front-12345678", "user-agent": "Secretbrowser"},
            REMOTE_ADDR="192.0.2.7",
        )
    assert response.status_code == 500
    assert response.headers["X-Request-ID"] == "front-12345678"
    told = [json.loads(line) for line in lines]
    assert {line["request_id"] for line in told} == {"front-12345678"}
    [failed] = [line for line in told if "exc_info" in line]
    assert "DatabaseError: refused" in failed["exc_info"]
    [asked] = [line for line in told if line["logger"] == "normandy_centres.requests"]
    assert {name: asked[name] for name in ("method", "path", "status", "level")} == {
        "method": "GET",
        "path": "/en/",
        "status": 500,
        "level": "INFO",
    }
    assert not [word for word in ABOUT_SOMEBODY if word in "".join(lines)]
    assert request_id.get() == ""


@pytest.mark.django_db
def test_what_is_logged_once_a_request_is_over_has_its_id(client: Client, lines: list[str]) -> None:
    name = client.get("/nowhere/").headers["X-Request-ID"]
    told = [json.loads(line) for line in lines]
    assert [line["message"] for line in told] == ["request", "Not Found: /nowhere/"]
    assert {line["request_id"] for line in told} == {name}


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "a b c d e f g h", "<script>alert", "é" * 9]
)
def test_an_id_that_is_not_well_formed_is_not_taken_over(client: Client, given: str) -> None:
    answers = [client.get("/health/live", headers={"x-request-id": given}) for _each in range(2)]
    names = [answer.headers["X-Request-ID"] for answer in answers]
    assert given not in names
    assert len(set(names)) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Login of jeanne.doe@chb.unicancer.fr", "Login of [e-mail]"),
        ("from 192.0.2.7:51234 refused", "from [address] refused"),
        ("from 2001:db8::7, refused", "from [address], refused"),
        ("Not Found: /search/?q=cancer+du+sein", "Not Found: /search/?[query]"),
        ("/admin/password_reset/confirm/MQ/c1-ab3/", "/admin/password_reset/confirm/[link]"),
        ("DETAIL:  Key (email)=(x)", "DETAIL: [values]"),
        ("at 12:30:45 in 8.0.1, file a.py:12", "at 12:30:45 in 8.0.1, file a.py:12"),
        ("100 % of :: done?", "100 % of :: done?"),
    ],
)
def test_what_is_about_people_is_taken_out(said: str, told: str) -> None:
    assert masked(said) == told
    record = logging.LogRecord("n", logging.ERROR, "f", 1, "%s", (said,), None)
    assert TextFormatter().format(record) == f"ERROR n [-] {told}"
    assert json.loads(JsonFormatter().format(record))["message"] == told
    assert record.args == (said,)  # other handlers get it as it was
