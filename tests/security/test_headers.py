"""What browsers are told to enforce, by path."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from centres.models import HomePage
from pages.models import SiteSettings

from ..crawl import Crawl
from ..factories import SuperuserFactory
from ..sign_in import code, give_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PUBLIC = (
    "/",
    "/en/",
    "/rechercher/",
    "/en/sources/",
    "/nulle-part/",
    "/en/nowhere/",
    "/sitemap.xml",
)


def policy(client: Client, path: str) -> dict[str, list[str]]:
    header = client.get(path).headers["Content-Security-Policy"]
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_allow_nothing_inline_and_nobody_else(client: Client, path: str) -> None:
    directives = policy(client, path)
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    assert directives["frame-ancestors"] == directives["base-uri"] == ["'none'"]
    assert directives["object-src"] == ["'none'"]
    allowed = {value for values in directives.values() for value in values}
    assert allowed == {"'self'", "'none'"}


def test_the_admin_may_frame_its_previews_and_use_inline_code(admin: Client) -> None:
    directives = policy(admin, "/admin/")
    assert directives["frame-ancestors"] == directives["frame-src"] == ["'self'"]
    assert "'unsafe-inline'" in directives["script-src"]
    assert directives["default-src"] == ["'none'"]
    hosts = {value for values in directives.values() for value in values if "." in value}
    assert not hosts, "not even the admin fetches anything from elsewhere"


@pytest.mark.parametrize("path", ["/administration/", "/en/admin/", "/ADMIN/"])
def test_only_the_admin_s_own_path_gets_the_admin_s_policy(client: Client, path: str) -> None:
    assert policy(client, path)["script-src"] == ["'self'"]


@pytest.mark.parametrize("path", [*PUBLIC, "/admin/login/", "/robots.txt"])
def test_headers_of_every_answer(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    refused = headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()", "browsing-topics=()"} <= set(refused)
    assert all(item.endswith("=()") for item in refused)


def test_every_page_has_them(crawl: Crawl) -> None:
    wanted = {
        "Content-Security-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    }
    lacking = [
        answer.path for answer in crawl.answers.values() if not wanted <= answer.headers.keys()
    ]
    assert not lacking


def test_nobody_frames_a_public_page(client: Client) -> None:
    assert client.get("/").headers["X-Frame-Options"] == "DENY"


def test_a_preview_can_be_framed_by_the_admin(admin: Client) -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    address = f"/admin/pages/{home.pk}/edit/preview/"
    response = admin.get(address)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert policy(admin, address)["frame-ancestors"] == ["'self'"]


def test_the_admin_is_never_kept_in_a_cache(admin: Client) -> None:
    assert "no-store" in admin.get("/admin/").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("host", "hidden"),
    [
        ("testserver", True),
        ("localhost", False),
        ("localhost:8000", False),
        ("127.0.0.1", False),
        ("127.0.0.1:8000", False),
        ("localhost.example.org", True),
        ("127.0.0.1.example.org", True),
    ],
)
@pytest.mark.parametrize("path", ["/", "/en/", "/rechercher/", "/nulle-part/"])
def test_a_demonstration_is_kept_out_of_search_engines_but_on_loopback(
    client: Client, settings: object, host: str, hidden: bool, path: str
) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    headers = client.get(path, headers={"host": host}).headers
    assert headers.get("X-Robots-Tag") == ("noindex" if hidden else None)


def test_once_approved_search_engines_are_let_in(client: Client) -> None:
    notice = SiteSettings.objects.get().demonstration_fr
    assert notice in client.get("/").content.decode()
    SiteSettings.objects.update(demonstration=False)
    response = client.get("/")
    assert "X-Robots-Tag" not in response.headers
    assert notice not in response.content.decode()


def test_editors_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    give_app(SuperuserFactory(username="claire", password=make_password("a-throw-away-word")))
    form = client.get("/admin/login/")
    assert form.cookies["csrftoken"]["httponly"]
    sent = {"username": "claire", "password": "a-throw-away-word", "code": code()}
    cookie = client.post("/admin/login/", sent).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"], "it ends with the browser"
