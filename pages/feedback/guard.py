"""Whether an answer comes from a form of this site, and from which address. No cookie is needed."""

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest

#: Bytes of a whole answer; a form sends less than a hundred.
MAX_SIZE = 2048
FORM = "application/x-www-form-urlencoded"


def comes_from_this_site(request: HttpRequest) -> bool:
    """Tell whether the browser says that a form of this site was sent.

    Browsers say so themselves (Sec-Fetch-Site), and no other site can make them lie. Older ones, and
    all of them without TLS, leave it out: then Origin decides, and Referer where that is missing too.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}  # "none": the reader loads the answer once more
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return _origin_of(origin or "") in {
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    }


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def check_size(request: HttpRequest) -> None:
    """Raise BadRequest on what no form of ours sends, before any of it is read."""
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = -1
    if not 0 <= size <= MAX_SIZE or request.content_type != FORM:
        raise BadRequest("not an answer")


def reader_address(request: HttpRequest) -> str:
    """Return the reader's network address; of IPv6 the part that one subscriber has, followed by zeros.

    Behind a proxy it is the last address that the proxy names: those before it, anybody can invent.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        named = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        address = named or address
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
