"""What the checker makes of what sites answer, and how it behaves towards them."""

import socket
import time
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from pages.links import checking
from pages.links.fetching import Answer, Gates, Manners, Visitor
from pages.links.models import Status
from pages.links.public import is_public

from .conftest import HASTY
from .server import SLOW, OtherSite


def ask(url: str, manners: Manners = HASTY) -> Answer:
    answer = Visitor(manners, "Test link checker", Gates(), Event()).visit(url)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("ok", Status.WORKS, 200),
        ("elsewhere", Status.WORKS, 200),
        ("no-head", Status.WORKS, 200),
        ("shaky", Status.WORKS, 200),
        ("404", Status.GONE, 404),
        ("410", Status.GONE, 410),
        ("lost", Status.GONE, 404),
        ("403", Status.REFUSED, 403),
        ("500", Status.ERROR, 500),
        ("418", Status.ERROR, 418),
        ("circle", Status.ERROR, 302),
        ("slow", Status.TIMEOUT, None),
        ("reset", Status.UNREACHABLE, None),
        ("inside", Status.NOT_PUBLIC, None),
        ("file", Status.NOT_PUBLIC, None),
    ],
)
def test_what_an_answer_means(site: OtherSite, path: str, status: Status, code: int | None) -> None:
    url = site.url(path)
    assert ask(url) == Answer(url, status, code)


def test_a_permanent_redirect_says_where_to(site: OtherSite) -> None:
    assert ask(site.url("moved")) == Answer(
        site.url("moved"), Status.MOVED, 200, site.url("ok/new")
    )


def test_nothing_is_believed_from_a_refused_head_and_nothing_more_is_asked_than_needed(
    site: OtherSite,
) -> None:
    for path in ("ok", "no-head", "404", "500"):
        ask(site.url(path))
    assert site.methods("ok") == ["HEAD"]
    assert site.methods("no-head") == ["HEAD", "GET"]
    assert site.methods("404") == ["HEAD", "GET"]
    assert site.methods("500") == ["HEAD", *["GET"] * HASTY.attempts]


def test_a_body_is_not_read_whatever_its_size(site: OtherSite) -> None:
    start = time.monotonic()
    assert ask(site.url("huge")).status == Status.WORKS
    assert time.monotonic() - start < SLOW


def test_a_host_that_asks_for_a_rest_gets_it(site: OtherSite) -> None:
    start = time.monotonic()
    assert ask(site.url("busy/1")).status == Status.WORKS
    assert time.monotonic() - start >= 1


def test_a_host_that_asks_for_a_long_rest_is_left_alone(site: OtherSite) -> None:
    """The addresses that weren't asked keep what was known of them."""
    urls = [site.url("busy/3600"), site.url("ok"), site.url("ok", host=2)]
    found = list(checking.answers(urls, HASTY))
    assert sorted(answer.status for answer in found if answer) == [Status.REFUSED, Status.WORKS]
    assert None in found
    assert [path for _method, path, _headers in site.requests].count("/ok") == 1


def test_between_two_requests_to_a_host_is_a_pause(site: OtherSite) -> None:
    start = time.monotonic()
    list(checking.answers([site.url(f"ok/{n}") for n in range(4)], replace(HASTY, pause=0.1)))
    assert time.monotonic() - start >= 0.3


def test_many_hosts_are_asked_at_once_and_each_one_by_one(site: OtherSite) -> None:
    """Redirects to another host wait at that host's door like everybody."""
    urls = [site.url(f"long/{n}", host) for host in range(1, 8) for n in range(2)]
    urls += [site.url("sent-to/9", host) for host in range(1, 8)]
    assert len(list(checking.answers(urls, replace(HASTY, workers=4, pause=0.05)))) == len(urls)
    assert 1 < site.most <= 4
    assert site.most_of_a_host == 1


def test_it_says_who_asks(site: OtherSite, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://centres.example"
    list(checking.answers([site.url("ok")], HASTY))
    [(_method, _path, headers)] = site.requests
    assert headers["User-Agent"] == "Baclesse + Becquerel link checker (+https://centres.example/)"


# --- Never into the hosting network --------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  (nothing is bound)
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
    ],
)
def test_addresses_that_are_not_for_the_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909"])
def test_addresses_that_are_for_the_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_nothing_on_this_machine_is_asked(site: OtherSite, settings: Any, host: str) -> None:
    settings.LINKS_MAY_BE_LOOPBACK = False
    url = f"http://{host}:{site.server_port}/ok"
    assert ask(url) == Answer(url, Status.NOT_PUBLIC)
    assert site.requests == []


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Names and their addresses; each look-up uses up an address of "turning.example"."""
    known = {"mixed.example": ["9.9.9.9", "192.168.0.7"], "turning.example": ["127.0.0.1"]}

    def lookup(host: str, *args: Any, **kwargs: Any) -> list[Any]:
        port = args[0] if args else kwargs["port"]
        addresses = known.pop(host, [host])
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (item, port)) for item in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    return known


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_one_private_address_among_public_ones_is_enough(
    names: dict[str, list[str]], scheme: str
) -> None:
    assert ask(f"{scheme}://mixed.example/").status == Status.NOT_PUBLIC


def test_the_address_that_was_judged_is_the_one_that_is_asked(
    site: OtherSite, names: dict[str, list[str]]
) -> None:
    """A second look-up of the name could give another one: there is none."""
    assert ask(f"http://turning.example:{site.server_port}/ok").status == Status.WORKS
    assert site.requests[0][2]["Host"] == f"turning.example:{site.server_port}"
    assert "turning.example" not in names


def test_a_site_that_speaks_no_tls_gives_no_secure_connection(site: OtherSite) -> None:
    url = f"https://127.0.0.1:{site.server_port}/ok"
    assert ask(url) == Answer(url, Status.INSECURE)


@pytest.mark.parametrize("url", ["http://no-such-host.invalid/", "http://127.0.0.1:1/"])
def test_what_does_not_exist_cannot_be_reached(site: OtherSite, url: str) -> None:
    assert ask(url).status == Status.UNREACHABLE
