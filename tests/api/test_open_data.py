"""Open data: only what is public, in both languages and forms; anybody may read, nobody may write."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils import timezone
from wagtail.models import Site

from centres.api.views import COLLECTIONS
from centres.models import Award, CentrePage, PartnerIndexPage, Project
from pages.facts.models import Fact
from pages.models import ArticleIndexPage, ArticlePage

from ..factories import (
    ArticlePageFactory,
    AwardPageFactory,
    FactFactory,
    PartnerPageFactory,
    ProjectPageFactory,
    TelephoneFactory,
)
from ..page_types import LANGUAGES, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]

MANY = 20
LISTS = [item.name for item in COLLECTIONS]


def rows(client: Client, name: str, **asked: Any) -> list[dict[str, Any]]:
    response = client.get(f"/api/v1/{name}", asked)
    assert response.status_code == 200, response.content
    results: list[dict[str, Any]] = response.json()["results"]
    return results


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_its_things_in_both_forms(client: Client, name: str, language: str) -> None:
    answer = client.get(f"/api/v1/{name}", {"lang": language, "limit": 1000})
    data = answer.json()
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["Content-Language"] == data["language"] == language
    assert data["licence"] == "To be decided by the centres"
    assert data["count"] == len(data["results"]) > 0
    for table in (
        client.get(f"/api/v1/{name}", {"lang": language, "limit": 1000, "format": "csv"}),
        client.get(f"/api/v1/{name}?lang={language}&limit=1000", headers={"accept": "text/csv"}),
    ):
        assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert f"{name}-{language}.csv" in table.headers["Content-Disposition"]
        lines = list(csv.DictReader(StringIO(table.content.decode(), newline="")))
        assert [line["key"] for line in lines] == [item["key"] for item in data["results"]]
    one = client.get(f"/api/v1/{name}/{lines[0]['key']}", {"lang": language})
    assert one.json() == data["results"][0]


def test_names_speak_the_language_asked_for(client: Client) -> None:
    french = {item["key"]: item for item in rows(client, "specialities")}
    english = {item["key"]: item for item in rows(client, "specialities", lang="en")}
    assert french["proton-therapy"]["name"] == "Protonthérapie"
    assert english["proton-therapy"]["name"] == "Proton therapy"
    assert "/en/" in english["proton-therapy"]["url"]
    assert french["proton-therapy"]["id"] == english["proton-therapy"]["id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_withheld_never_appears(client: Client, language: str) -> None:
    withheld = Fact.objects.filter(mark="withheld")
    assert withheld
    text = "".join(
        client.get(f"/api/v1/{name}", {"lang": language, "limit": 1000}).content.decode()
        for name in LISTS
    )
    assert not [fact.key for fact in withheld if f'"{fact.key}"' in text]
    for fact in withheld:
        assert client.get(f"/api/v1/facts/{fact.key}").status_code == 404


def test_a_telephone_carries_its_state_and_goes_when_it_is_withheld(client: Client) -> None:
    centre = one_of(CentrePage, "fr").centre
    telephone = TelephoneFactory(centre=centre, fact__mark="to_be_confirmed")

    def shown() -> list[str]:
        found = client.get(f"/api/v1/centres/{centre.key}").json()["telephones"]
        return [item["fact"]["state"] for item in found if item["number"] == "+33231000000"]

    assert shown() == ["to_be_confirmed"]
    Fact.objects.filter(pk=telephone.fact_id).update(mark="withheld")
    assert shown() == []


def test_only_what_has_a_live_page_in_the_language_is_there(client: Client) -> None:
    page = one_of(ArticlePage, "en")
    key = str(page.translation_key)
    page.unpublish()
    assert key not in {item["key"] for item in rows(client, "articles", lang="en")}
    assert client.get(f"/api/v1/articles/{key}?lang=en").status_code == 404
    assert client.get(f"/api/v1/articles/{key}").status_code == 200
    award = Award.objects.order_by("pk").first()
    assert award
    for item in award.pages.all():
        item.unpublish()
    assert award.key not in {item["key"] for item in rows(client, "awards")}


def test_filters_keep_what_they_say(client: Client) -> None:
    awards = rows(client, "awards", centre="francois-baclesse", kind="prize", year=2022)
    assert [item["key"] for item in awards] == ["unicancer-innovation-prize-giscar"]
    assert {item["kind"] for item in rows(client, "projects", kind="research")} == {"research"}
    partners = rows(client, "partners", centre="henri-becquerel", kind="network")
    assert partners
    assert all("henri-becquerel" in item["centres"] for item in partners)
    articles = rows(client, "articles", centre="henri-becquerel", lang="en")
    assert {"henri-becquerel"} <= {key for item in articles for key in item["centres"]}
    assert len(articles) < len(rows(client, "articles", lang="en"))
    sourced = rows(client, "facts", source="b1", kind="status")
    assert sourced
    assert all("b1" in {link["key"] for link in item["sources"]} for item in sourced)


def test_facts_are_found_by_what_they_are_worth_today(client: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    FactFactory(key="OLD", ends_on=yesterday, past_wording_fr="C’était.", past_wording_en="It was.")
    for state in ("past", "confirmed", "disputed", "to_be_confirmed"):
        found = rows(client, "facts", state=state, limit=1000)
        assert {item["state"] for item in found} == {state}
    (old,) = [
        item for item in rows(client, "facts", state="past", lang="en") if item["key"] == "OLD"
    ]
    assert old["statement"] == "It was."
    assert rows(client, "facts", state="withheld") == []


def test_lists_come_in_parts_that_lead_to_one_another(client: Client) -> None:
    whole = [item["key"] for item in rows(client, "facts", limit=1000)]
    found: list[str] = []
    address: str | None = "/api/v1/facts?limit=60&lang=en"
    while address:
        data = client.get(address).json()
        assert data["count"] == len(whole)
        found += [item["key"] for item in data["results"]]
        address = data["next"]
    assert found == whole
    assert rows(client, "facts", page=9999) == []
    table = client.get("/api/v1/facts?limit=60&format=csv")
    assert 'page=2>; rel="next"' in table.headers["Link"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("colour=red", {"colour"}),
        ("colour=red&size=2", {"colour", "size"}),
        ("lang=de", {"lang"}),
        ("lang=fr&lang=en", {"lang"}),
        ("limit=0&page=x", {"limit", "page"}),
        ("page=99999999999999999999", {"page"}),
        ("format=xml", {"format"}),
        ("kind=medal&year=20", {"kind", "year"}),
        (
            "colour=red&kind=medal&lang=fr&lang=en&centre=nowhere",
            {"colour", "kind", "lang", "centre"},
        ),
        ("centre=nowhere", {"centre"}),
        ("centre=a%20b", {"centre"}),
        ("year=%C2%B2", {"year"}),
    ],
)
def test_what_cannot_be_asked_is_named(client: Client, query: str, names: set[str]) -> None:
    response = client.get(f"/api/v1/awards?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert {error["parameter"] for error in problem["errors"]} == names
    assert problem["status"] == 400
    assert all(error["detail"] for error in problem["errors"])


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/",
        "/api/v1/awards/none",
        "/api/v1/people",
        "/api/v1/articles/none",
        "/api/v1/awards?centre=%00",
    ],
)
def test_errors_are_problems_for_programs(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == (400 if "%00" in path or "articles" in path else 404)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path", ["/api/openapi.json", "/api/v1/awards", "/api/v1/facts?format=csv"]
)
def test_anybody_may_read_it_and_read_it_again(client: Client, path: str) -> None:
    response = client.get(path)
    headers = response.headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in headers
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Cache-Control"] == "public, max-age=60"
    assert headers["X-Content-Type-Options"] == "nosniff"
    allowed = {part.split()[-1] for part in headers["Content-Security-Policy"].split(";")}
    assert allowed == {"'none'"}
    assert "Cookie" not in headers["Vary"]
    again = client.get(path, headers={"if-none-match": headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == headers["ETag"]
    asked = client.options(path)
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]
    assert not client.cookies


def test_the_etag_changes_with_the_data(client: Client) -> None:
    before = client.get("/api/v1/projects").headers["ETag"]
    Project.objects.filter(key="archade").update(name_fr="Un autre nom")
    changed = client.get("/api/v1/projects", headers={"if-none-match": before})
    assert changed.status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("/api/openapi.json", "/api/v1/awards", "/api/v1/facts/E05"):
        response = client.generic(method, path, "{}", content_type="application/json")
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_wagtail_s_own_api_is_off() -> None:
    assert not [name for name in apps.app_configs if "api" in name]
    views = [
        getattr(pattern, "callback", None) or pattern for pattern in get_resolver().url_patterns
    ]
    assert not [view for view in views if "wagtail.api" in getattr(view, "__module__", "")]


def questions(client: Client, name: str) -> int:
    cache.clear()
    Site.clear_site_root_paths_cache()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/api/v1/{name}?limit=1000").status_code == 200
    return len(captured)


@pytest.mark.drill
def test_no_list_asks_more_when_it_is_longer(client: Client) -> None:
    before = {name: questions(client, name) for name in LISTS}
    centre, partners = one_of(CentrePage, "fr"), one_of(PartnerIndexPage, "fr")
    news = one_of(ArticleIndexPage, "fr")
    for _number in range(MANY):
        AwardPageFactory(parent=centre, award__centre=centre.centre)
        PartnerPageFactory(parent=partners).partner.centres.add(centre.centre)
        ProjectPageFactory(parent=centre).project.centres.add(centre.centre)
        ArticlePageFactory(parent=news).subjects.add(centre.centre)
    assert {name: questions(client, name) for name in LISTS} == before
    assert max(before.values()) <= 10
    assert len(rows(client, "awards")) > MANY


@pytest.mark.parametrize("path", ["/donnees-ouvertes/", "/en/open-data/"])
def test_the_page_shows_every_list_with_its_filters(client: Client, path: str) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    lists = {name.rsplit("/", 1)[-1]: entry for name, entry in paths.items() if "{" not in name}
    assert lists.keys() == set(LISTS)
    common = {"lang", "page", "limit", "format"}
    for item in COLLECTIONS:
        asked = {parameter["name"] for parameter in lists[item.name]["get"]["parameters"]}
        assert asked == common | set(item.filters)
    text = client.get(path).content.decode()
    for item in COLLECTIONS:
        assert f"/api/v1/{item.name}?lang=" in text
    assert "/api/openapi.json" in text
