"""The headers that a web server in front adds to the files it serves: those that the application would add.

They come out of the application's own middleware, so that nothing is written down twice. Whether search
engines are kept out stands in the site's settings, in the database.
"""

from collections.abc import Callable
from io import BytesIO
from wsgiref.headers import Headers

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string

from pages.feeds import MAX_AGE
from pages.models import SiteSettings

from .without_database import RETRY_AFTER

#: What adds headers to every answer, whatever it says.
ADDING = (
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "normandy_centres.middleware.SecurityHeadersMiddleware",
)
#: Static files are answered before all but the first.
ADDING_TO_FILES = ADDING[:1]
#: What WhiteNoise says of a file whose name changes with its content: ten years.
IMMUTABLE = "max-age=315360000, public, immutable"
FILE = "max-age=60, public"
BY_LANGUAGE = "$content_language"


def front_headers() -> dict[str, dict[str, str]]:
    """Return the headers of each kind of content, by name; ``$`` begins a variable of nginx's."""
    page = _added("/") | {"Vary": "Accept-Encoding", "Content-Language": BY_LANGUAGE}
    shown = page | ({"X-Robots-Tag": "noindex"} if _is_demonstration() else {})
    feed = HttpResponse()
    patch_cache_control(feed, public=True, max_age=MAX_AGE)
    stored = settings.PAGE_STORE_CACHE_CONTROL
    return {
        "page": shown | {"Cache-Control": stored},
        "sitemap": page | {"Cache-Control": stored},
        "feed": page | {"Cache-Control": feed.headers["Cache-Control"]},
        "latest": shown | {"Cache-Control": "no-cache"},
        "unavailable": shown | {"Cache-Control": "no-store", "Retry-After": str(RETRY_AFTER)},
        "static": _added_to_file("any.css") | {"Cache-Control": FILE},
        "static-hashed": _added_to_file("any.css") | {"Cache-Control": IMMUTABLE},
        "static-cards": _added_to_file("cards/any.png") | {"Cache-Control": FILE},
        "static-cards-hashed": _added_to_file("cards/any.png") | {"Cache-Control": IMMUTABLE},
    }


def written(kind: str, headers: dict[str, str]) -> str:
    """Return a file that nginx includes where it serves a kind of content."""
    # "always": also with an error, which 503 is.
    always = " always" if kind == "unavailable" else ""
    lines = [f"add_header {name} {_quoted(value)}{always};" for name, value in headers.items()]
    return "\n".join(["# Written by `manage.py nginx_headers`.", *lines, ""])


def _is_demonstration() -> bool:
    """Tell what the site's settings say; yes, where there are none yet."""
    try:
        found = SiteSettings.objects.first()
    except DatabaseError:
        return True
    return found.demonstration if found else True


def _added(path: str, middleware: tuple[str, ...] = ADDING) -> dict[str, str]:
    answer: Callable[[HttpRequest], HttpResponse] = _nothing
    for name in reversed([name for name in settings.MIDDLEWARE if name in middleware]):
        answer = import_string(name)(answer)
    # As it comes through the web server, which speaks TLS.
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
    }
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environment[name] = value
    request = WSGIRequest(environment)
    response = answer(request)
    headers = {name: value for name, value in response.items() if name != "Content-Type"}
    if policy := headers.get("Content-Security-Policy"):
        # Its order is another in each process, and means nothing.
        headers["Content-Security-Policy"] = "; ".join(sorted(policy.split("; ")))
    return headers


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _added_to_file(path: str) -> dict[str, str]:
    url = f"{settings.STATIC_URL}{path}"
    own = Headers([])
    settings.WHITENOISE_ADD_HEADERS_FUNCTION(own, path, url)
    return _added(url, ADDING_TO_FILES) | dict(own.items()) | {"Vary": "Accept-Encoding"}


def _quoted(value: str) -> str:
    if value.startswith("$"):
        return value
    if "$" in value or '"' in value or "\\" in value:
        raise ValueError(f"nginx would read this otherwise than it is meant: {value}")
    return f'"{value}"'
