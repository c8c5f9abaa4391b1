"""What people search may be about their health: nobody keeps it, nobody else gets it."""

import logging
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from normandy_centres.management.commands import serve

SECRET = "zygomorphie"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/rechercher/", "/en/search/", "/rechercher/propositions/"])
def test_a_search_leaves_no_trace(client: Client, path: str, caplog: Any) -> None:
    before = counts()
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("django.db.backends").setLevel(logging.INFO)
        for query in (SECRET, SECRET * 30, f"'{SECRET}\x00"):
            response = client.get(path, {"q": query})
            assert not response.cookies
        client.get(f"{path}{SECRET}/")  # not found
    records = [record for record in caplog.records if "/zygo" not in record.getMessage()]
    assert not [record for record in records if SECRET in record.getMessage()]
    assert counts() == before


def counts() -> dict[str, int]:
    """Return how many rows each table has."""
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.managed}
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(tables):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.django_db
def test_no_third_party_learns_of_a_search(client: Client) -> None:
    response = client.get("/rechercher/", {"q": SECRET})
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "connect-src 'self'" in response.headers["Content-Security-Policy"]


def test_the_server_writes_no_access_log(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        serve.subprocess, "Popen", lambda command, **options: started.append(command)
    )
    serve._start_server("127.0.0.1", 8000, 1)
    (command,) = started
    assert not [word for word in command if word.startswith(("--access-log", "--log-access"))]
    assert command[command.index("--log-level") + 1] == "warning"
