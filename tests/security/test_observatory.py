"""Every kind of address gets the best grade that its purpose allows, by the MDN HTTP Observatory's rules."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import Settings
from wagtail.documents.models import Document

from ..factories import jpeg
from .observatory import Score, policy_of, score

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: What readers open: nothing less than every point that headers can earn.
READ = (
    *("/", "/en/specialities/", "/rechercher/", "/en/search/suggestions/?q=ca", "/pages-gardees/"),
    *("/en/sources/S020/", "/robots.txt", "/service-worker.js", "/nulle-part/", "/%00", "/fr/"),
    *("/media/photo.jpg", "/media/nothing.jpg", "/documents/99/x.pdf"),
)
A_PLUS = 100 + 10 + 5 + 5  # no penalty; policy, referrer, framing
#: What is there for other sites to read, or to frame: that alone it may cost.
OPEN = {"corp-implemented-with-cross-origin"}
FOR_OTHERS = {
    "/api/v1/centres": OPEN,
    "/api/openapi.json": OPEN,
    "/api/nothing": OPEN,
    "/oembed?url=http://testserver/": OPEN,
    "/en/embed/centre/francois-baclesse/": {*OPEN, "x-frame-options-not-implemented"},
}
#: Wagtail's own pages are written with inline scripts and styles.
ADMIN = {"csp-implemented-with-unsafe-inline"}

Look = Callable[..., Score]


@pytest.fixture
def over_tls(settings: Settings) -> None:
    """What SITE_URL's scheme switches on (settings/security.py)."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    settings.CSRF_COOKIE_NAME = "__Host-csrftoken"
    default_storage.save("photo.jpg", ContentFile(jpeg()))


@pytest.fixture
def look(over_tls: None, settings: Settings) -> Look:
    def look(path: str, client: Client | None = None) -> Score:
        answer = (client or Client(raise_request_exception=False)).get(path, secure=True)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        text = answer.content.decode() if is_page else ""
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        return score(answer.headers, answer.cookies, text, *names)

    return look


def test_what_readers_open_gets_the_best_grade_with_every_bonus(look: Look) -> None:
    found = {path: look(path) for path in READ}
    less = {path: (it.points, it.results) for path, it in found.items() if it.points < A_PLUS}
    assert not less
    assert {it.grade for it in found.values()} == {"A+"}


def test_what_is_for_other_sites_loses_only_that(look: Look) -> None:
    found = {path: look(path).penalties for path in FOR_OTHERS}
    assert found == FOR_OTHERS


def test_the_admin_loses_only_what_wagtail_s_pages_cost(look: Look) -> None:
    form = look("/admin/login/")
    assert form.penalties == ADMIN
    assert "cookies-secure-with-httponly-sessions-and-samesite" in form.results


def test_the_rules_see_what_is_missing() -> None:
    nothing = score({}, SimpleCookie("sessionid=1"), "<script src=//a.example/>", "sessionid", "")
    assert nothing.points == 0
    assert nothing.grade == "D or worse"
    loose = {"Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline'"}
    assert score(loose, SimpleCookie(), "", "", "").penalties >= ADMIN


def test_without_tls_readers_are_led_to_it_on_the_same_host(over_tls: None) -> None:
    answer = Client().get("/en/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/en/")


@pytest.mark.parametrize("kind", ["photograph", "document"])
def test_what_editors_upload_is_nobody_s_page(client: Client, kind: str) -> None:
    if kind == "document":
        file = ContentFile(b"%PDF-1.7 %%EOF", name="plan.pdf")
        path = Document.objects.create(title="Plan", file=file).url
    else:
        default_storage.save("photo.jpg", ContentFile(jpeg()))
        path = "/media/photo.jpg"
    headers = client.get(path).headers
    directives = policy_of(headers["Content-Security-Policy"])
    assert directives.pop("sandbox") == []
    assert {value for values in directives.values() for value in values} == {"'none'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    if kind == "document":
        assert headers["Content-Type"] == "application/pdf"
        assert headers["Content-Disposition"].startswith("attachment")
