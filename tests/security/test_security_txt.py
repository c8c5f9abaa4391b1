"""/.well-known/security.txt, as RFC 9116 wants it."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pages.models import SiteSettings

from ..conftest import CONTENT_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PATH = "/.well-known/security.txt"


def test_without_a_contact_there_is_none(client: Client) -> None:
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=1000)])
def test_it_says_whom_to_write_to_and_never_lapses(client: Client, later: timedelta) -> None:
    SiteSettings.objects.update(security_contact="securite@example.org")
    now = CONTENT_DAY + later
    with time_machine.travel(now, tick=False):
        answer = client.get(PATH)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "mailto:securite@example.org"
    assert lines["Preferred-Languages"] == "fr, en"
    assert lines["Canonical"] == f"http://localhost{PATH}"
    expires = datetime.fromisoformat(lines["Expires"])
    assert timedelta(days=90) < expires - now < timedelta(days=365)
