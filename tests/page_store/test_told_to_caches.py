"""What browsers and caches between are told: how long a page holds, and what to fetch first."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from normandy_centres.page_store.front_headers import front_headers

from .conftest import how

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Seconds after which a corrected sentence has to be seen, by who has the page already and by who asks anew.
IN_A_BROWSER, IN_BETWEEN = 60, 10


@pytest.mark.parametrize("path", ["/", "/en/", "/en/sources/"])
def test_caches_are_told_how_long_a_page_holds(reader: Client, path: str) -> None:
    for expected in ("fwd=miss", "hit"):
        answer = reader.get(path)
        assert how(answer) == expected
        told = dict(re.findall(r"([a-z-]+)(?:=(\d+))?", answer.headers["Cache-Control"]))
        assert "public" in told
        assert 0 < int(told["max-age"]) <= IN_A_BROWSER
        assert 0 < int(told["s-maxage"]) <= IN_BETWEEN
        # While it asks anew, a cache may give what it has; and for a day where nobody answers it.
        assert 0 < int(told["stale-while-revalidate"]) <= IN_A_BROWSER
        assert int(told["stale-if-error"]) == 24 * 3600


def test_what_is_named_after_its_content_is_kept_for_ever() -> None:
    """What a web server in front adds; a drill compares it with what the application says of each file."""
    said = front_headers()
    year = 365 * 24 * 3600
    for name in ("static-hashed", "static-cards-hashed"):
        told = said[name]["Cache-Control"]
        assert "immutable" in told
        assert int(re.search(r"max-age=(\d+)", told)[1]) >= year  # type: ignore[index]
    for name in ("static", "static-cards"):
        assert "immutable" not in said[name]["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/en/", "/en/sources/"])
def test_the_letters_of_the_first_screen_are_fetched_at_once(reader: Client, path: str) -> None:
    soup = BeautifulSoup(reader.get(path).content, "html.parser")
    ahead = soup.select("link[rel='preload']")
    assert {(link["as"], link["type"]) for link in ahead} == {("font", "font/woff2")}
    # Fonts are fetched without credentials: else they would come twice.
    assert all(link.has_attr("crossorigin") for link in ahead)
    styles = (Path(settings.BASE_DIR) / "static" / "css" / "base.css").read_text()
    named = set(re.findall(r"fonts/([\w-]+)\.woff2", styles))
    assert {re.sub(r".*/([\w-]+)\..*", r"\1", str(link["href"])) for link in ahead} == named
