"""Requests that no browser sends, made from a seed: the same ones each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from typing import Any

SEED = 20261128
#: What is asked in a wrong way: addresses of every kind, those that take a form among them.
ADDRESSES = (
    *("/", "/en/", "/centres/", "/en/centres/", "/rechercher/", "/en/search/", "/sources/"),
    *("/en/sources/S020/", "/rechercher/suggestions/", "/avis/", "/en/feedback/", "/oembed"),
    *("/api/v1/centres", "/api/v1/facts", "/api/openapi.json", "/id/centre/francois-baclesse"),
    *("/p/abc123", "/en/p/abc123.svg", "/embed/centre/francois-baclesse/", "/media/cards/1-a.png"),
    *("/media/x.jpg", "/documents/1/x.pdf", "/admin/", "/admin/login/", "/admin/password_reset/"),
    *("/sitemap.xml", "/robots.txt", "/service-worker.js", "/static/css/site.css", "/fr/", "/a-z/"),
    *("/health/live", "/.well-known/security.txt", "/_util/login/", "/en/embed/award/x/"),
)
#: Pieces of text that break what is careless with text.
ODD = (
    *("%00", "%ff%fe", "%c0%ae%c0%ae/", "..%2f", "../../../etc/passwd", "%2e%2e/", "..\\", "//"),
    *(
        "%F0%9F%98%80",
        "\u202e",
        "é",
        "'",
        '"',
        "<script>",
        "{{7*7}}",
        "${7*7}",
        "%",
        "%zz",
        ";",
        "&",
    ),
    *("' OR 1=1--", "\\", "|id", "a" * 300, "0x1", "-1", "1e309", "NaN", "99999999999999999999"),
    *("null", "[]", "{}", "\t", "\x7f", "\x0b", "%0d%0aSet-Cookie:a=b", "::", "*", "?", "#", "~"),
)
NAMES = (
    "q",
    "page",
    "kind",
    "place",
    "exact",
    "lang",
    "limit",
    "format",
    "url",
    "maxwidth",
    "next",
)
METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X", "get")
TYPES = (
    *("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"),
    *(
        "multipart/form-data",
        "application/json",
        "application/x-www-form-urlencoded; charset=utf-7",
    ),
    *("multipart/form-data; boundary=" + "y" * 300, "application/xml", "", "a/b; c"),
)
HOSTS = (
    *("", "evil.example", "www.example.org.evil.example", "www.example.org:99999", "[::1", "a b"),
    *("www.example.org:x", "127.0.0.1", "www.example.org/", "@", "www.example.org\\@evil", "\xff"),
)
LANGUAGES = ("", "*", "zz", "fr;q=x", "en-" + "a" * 500, "\xe9", "fr,en;q=-1", "," * 400, "../en")
HEADERS = (
    *("Accept", "Accept-Encoding", "Cookie", "Range", "If-None-Match", "If-Modified-Since"),
    *("Referer", "Origin", "Sec-Fetch-Site", "User-Agent", "X-Forwarded-For", "X-Request-ID"),
    *("Content-Length", "Transfer-Encoding", "Expect", "Upgrade", "X-HTTP-Method-Override"),
)
COOKIES = ("sessionid", "__Host-sessionid", "csrftoken", "__Host-csrftoken", "messages", "a b")


@dataclass(frozen=True)
class Request:
    """A request; its target and headers are bytes as Latin-1 says them."""

    kind: str
    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    @property
    def may_be_501(self) -> bool:
        """Whether oEmbed's specification (1.0, section 2.3.4) wants 501: it names a format."""
        return "/oembed" in self.target and "format" in self.target


def requests(count: int, seed: int = SEED) -> list[Request]:
    """Return so many requests, as many of each kind."""
    return list(islice(_endless(Random(seed)), count))  # noqa: S311  (nothing is secret here)


def _endless(random: Random) -> Iterator[Request]:
    makers = (
        *(_path, _encoding, _query, _query, _header, _method, _form, _multipart, _host, _language),
        *(_cookie, _large),
    )
    while True:
        for make in makers:
            yield make(random)


def _latin(text: str) -> str:
    return text.encode().decode("latin-1")


def _odd(random: Random, most: int = 3) -> str:
    return _latin("".join(random.choices(ODD, k=random.randint(1, most))))


def _noise(random: Random, longest: int = 60) -> bytes:
    return random.randbytes(random.randint(1, longest))


def _path(random: Random) -> Request:
    base = random.choice(ADDRESSES)
    at = random.randint(0, len(base))
    return Request("path", base[:at] + _odd(random) + base[at:])


def _encoding(random: Random) -> Request:
    base = random.choice(ADDRESSES).rstrip("/")
    noise = "".join(f"%{byte:02x}" for byte in _noise(random, 20))
    return Request("encoding", f"{base}/{noise}" + random.choice(("", "/", f"?q={noise}")))


def _query(random: Random) -> Request:
    pairs = [f"{random.choice(NAMES)}={_odd(random)}" for _ in range(random.randint(1, 5))]
    return Request("query", f"{random.choice(ADDRESSES)}?{'&'.join(pairs)}")


def _header(random: Random) -> Request:
    names = random.sample(HEADERS, random.randint(1, 4))
    headers = tuple((name, _odd(random)) for name in names)
    return Request("header", random.choice(ADDRESSES), headers=headers)


def _method(random: Random) -> Request:
    return Request("method", random.choice(ADDRESSES), random.choice(METHODS))


def _form(random: Random) -> Request:
    fields = [f"{random.choice((*NAMES, 'answer'))}={_odd(random)}" for _ in range(3)]
    body = random.choice(("&".join(fields).encode("latin-1"), _noise(random, 400), b"&" * 3000))
    headers = (("Content-Type", random.choice(TYPES)), ("Sec-Fetch-Site", "same-origin"))
    return Request("form", random.choice(ADDRESSES), "POST", headers, body)


def _multipart(random: Random) -> Request:
    parts = (
        b'--x\r\nContent-Disposition: form-data; name="'
        + _noise(random)
        + b'"\r\n\r\nv\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="../../a\x00.php"\r\n\r\n<?\r\n--x',
        b"--x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + _noise(random),
        b"--x\r\n" * 500,
        b"--x\r\nContent-Disposition: form-data; name=\"f\"; filename*=utf-9''%ff\r\n\r\n1\r\n--x--",
    )
    headers = (("Content-Type", "multipart/form-data; boundary=x"),)
    return Request("multipart", random.choice(ADDRESSES), "POST", headers, random.choice(parts))


def _host(random: Random) -> Request:
    return Request("host", random.choice(ADDRESSES), headers=(("Host", random.choice(HOSTS)),))


def _language(random: Random) -> Request:
    said = (("Accept-Language", random.choice(LANGUAGES)),)
    prefix = random.choice(("", "/fr", "/en", "/de", "/en/en", "/EN", "/fr/fr"))
    return Request("language", prefix + random.choice(ADDRESSES), headers=said)


def _cookie(random: Random) -> Request:
    said = "; ".join(f"{random.choice(COOKIES)}={_odd(random)}" for _ in range(3))
    return Request("cookie", random.choice(ADDRESSES), headers=(("Cookie", said),))


def _large(random: Random) -> Request:
    base = random.choice(ADDRESSES)
    made: tuple[dict[str, Any], ...] = (
        {"target": f"{base}{'x/' * random.randint(500, 4000)}"},
        {"target": f"{base}?{'a=1&' * random.randint(500, 3000)}"},
        {"headers": (("Cookie", "a=" + "b" * random.randint(5_000, 20_000)),)},
        {"headers": tuple((f"X-{number}", "y" * 50) for number in range(90))},
        {
            "method": "POST",
            "headers": (("Content-Type", TYPES[0]),),
            "body": b"a=1&" * random.randint(5_000, 20_000),
        },
    )
    return Request("oversized", **({"target": base} | random.choice(made)))
