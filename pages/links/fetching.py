"""Asks one address after the other, politely, and says what each answered."""

import time
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util import Retry

from .models import Status
from .public import NotPublicError, PublicAdapter

PERMANENT = {301, 308}
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503
TRANSIENT = {TOO_MANY_REQUESTS, 500, 502, UNAVAILABLE, 504}
GONE = {404, 410}
#: With these a site turns a program away, or asks for a password: a reader may well get in.
REFUSING = {401, 402, 403, 406, 407, TOO_MANY_REQUESTS, 451}


@dataclass(frozen=True)
class Manners:
    """How the checker behaves; times in seconds.

    Attributes:
        workers: hosts that are asked at the same time.
        pause: between two requests to one host.
        connect, read: how long to wait for a connection, and for an answer.
        attempts: how often a failing address is asked.
        backoff: before the second attempt; doubled before each further one.
        longest_wait: a host that asks for a longer rest is left alone for this run.
        redirects: how many are followed.
    """

    workers: int = 8
    pause: float = 1.0
    connect: float = 6.0
    read: float = 15.0
    attempts: int = 3
    backoff: float = 2.0
    longest_wait: float = 60.0
    redirects: int = 8


@dataclass(frozen=True)
class Answer:
    """What an address answered.

    Attributes:
        code: the HTTP status, None where there was no answer.
        moved_to: where permanent redirects lead; empty where there are none.
    """

    url: str
    status: Status
    code: int | None = None
    moved_to: str = ""


class Stopped(Exception):  # noqa: N818  (no error)
    """The run is over; nothing more is asked."""


class HostClosed(Exception):  # noqa: N818  (no error)
    """The host has asked for a longer rest than a run takes."""


class Gate:
    """The door of one host: one request at a time, and a pause after each."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.free_at = 0.0
        self.closed = False

    def rest(self, seconds: float) -> None:
        """Let nobody in for some time."""
        self.free_at = max(self.free_at, time.monotonic() + seconds)


class Gates:
    """The doors of all hosts, shared by all visitors of a run."""

    def __init__(self) -> None:
        self._gates: dict[str, Gate] = {}

    def of(self, url: str) -> Gate:
        return self._gates.setdefault(urlsplit(url).hostname or "", Gate())


class Visitor:
    """Asks addresses, one after the other.

    Args:
        manners: how to behave.
        user_agent: who asks, with an address where that is explained.
        gates: shared with the other visitors.
        stop: set when the run is over.
    """

    def __init__(self, manners: Manners, user_agent: str, gates: Gates, stop: Event) -> None:
        self.manners, self.gates, self.stop = manners, gates, stop
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy that would look names up itself, no passwords
        self.session.headers.update({"User-Agent": user_agent, "Accept": "*/*"})
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, PublicAdapter())

    def visit(self, url: str) -> Answer | None:
        """Return what an address answers; None where its host wants to be left alone.

        Raises:
            Stopped: the run is over.
        """
        try:
            return self._follow(url)
        except HostClosed:
            return None
        except NotPublicError:
            return Answer(url, Status.NOT_PUBLIC)
        except exceptions.SSLError:
            return Answer(url, Status.INSECURE)
        except exceptions.Timeout:
            return Answer(url, Status.TIMEOUT)
        except exceptions.ConnectionError:
            return Answer(url, Status.UNREACHABLE)
        except (exceptions.RequestException, HTTPError, ValueError):
            return Answer(url, Status.ERROR)  # neither an address nor an answer that can be read

    def _follow(self, url: str) -> Answer:
        here, moved_to, permanent = url, "", True
        for _hop in range(self.manners.redirects + 1):
            code, target = self._ask_twice(here)
            if not target:
                return Answer(url, judge(code, moved_to), code, moved_to if code < 400 else "")
            here = urljoin(here, target)
            if urlsplit(here).scheme not in {"http", "https"}:
                raise NotPublicError(here)
            permanent = permanent and code in PERMANENT
            moved_to = here if permanent else moved_to
        return Answer(url, Status.ERROR, code)

    def _ask_twice(self, url: str) -> tuple[int, str]:
        """Ask for the head alone; where that fails, which proves nothing, for the page."""
        try:
            code, target = self._ask("HEAD", url)
        except (exceptions.SSLError, exceptions.ConnectionError, exceptions.Timeout):
            code, target = 0, ""
        if code and (code < 400 or self.gates.of(url).closed):
            return code, target
        return self._ask_patiently("GET", url)

    def _ask_patiently(self, method: str, url: str) -> tuple[int, str]:
        """Ask again, after growing pauses, as long as the failure may pass."""
        gate = self.gates.of(url)
        for attempt in range(1, self.manners.attempts + 1):
            last = attempt == self.manners.attempts
            try:
                code, target = self._ask(method, url)
            except (exceptions.ConnectionError, exceptions.Timeout) as error:
                if last or isinstance(error, exceptions.SSLError):
                    raise
            else:
                if last or gate.closed or code not in TRANSIENT:
                    return code, target
            gate.rest(self.manners.backoff * 2 ** (attempt - 1))
        raise AssertionError("The last attempt returns or raises.")

    def _ask(self, method: str, url: str) -> tuple[int, str]:
        """Send one request once the host's door is free; return the code and where it redirects to.

        No body is read, whatever its size.
        """
        gate = self.gates.of(url)
        with gate.lock:
            if gate.closed:
                raise HostClosed
            if self.stop.wait(max(0.0, gate.free_at - time.monotonic())):
                raise Stopped
            try:
                with self.session.request(
                    method,
                    url,
                    timeout=(self.manners.connect, self.manners.read),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    if response.status_code in {TOO_MANY_REQUESTS, UNAVAILABLE}:
                        wait = rest_wanted(response)
                        gate.closed = wait > self.manners.longest_wait
                        gate.rest(wait)
                    return response.status_code, self.session.get_redirect_target(response) or ""
            finally:
                gate.rest(self.manners.pause)


def judge(code: int, moved_to: str) -> Status:
    """Return what an HTTP status means for a reader."""
    if code < 400:
        return Status.MOVED if moved_to else Status.WORKS
    if code in GONE:
        return Status.GONE
    return Status.REFUSED if code in REFUSING else Status.ERROR


def rest_wanted(response: Any) -> float:
    """Return how many seconds a host wants to be left alone (``Retry-After``); 0 where it doesn't say."""
    wanted = response.headers.get("Retry-After", "")
    try:
        return Retry().parse_retry_after(wanted) if wanted else 0.0
    except InvalidHeader:
        return 0.0
