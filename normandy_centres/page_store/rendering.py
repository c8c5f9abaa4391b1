"""Writing a page as a reader without cookies would get it, for nobody in particular."""

from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse

#: In what a server tells of a request: that nobody waits for it. No client can say so.
AHEAD = "page_store.ahead"


@cache  # of each store
def _handler(folder: str) -> WSGIHandler:
    return WSGIHandler()


def render(address: str) -> HttpResponse:
    """Return what the site answers to an address (a path, with its query) under the site's own host."""
    site = urlsplit(settings.SITE_URL)
    path, _mark, query = address.partition("?")
    secure = site.scheme == "https"
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": site.netloc,
            "SERVER_NAME": site.hostname or "localhost",
            "SERVER_PORT": str(site.port or (443 if secure else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": site.scheme,
            "wsgi.input": BytesIO(),
            AHEAD: True,
        }
    )
    return _handler(str(settings.PAGE_STORE_DIR)).get_response(request)  # type: ignore[return-value]
