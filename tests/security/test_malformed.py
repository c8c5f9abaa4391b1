"""Malformed requests of every kind: no failure of ours, no worker lost, no memory kept."""

import socket
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copyfile
from unittest import mock

import psutil
import pytest
from django.core.management import call_command
from django.test import Client

from normandy_centres import errors

from ..database import kept_copy
from ..deploy.nginx import HOST, Front
from .malformed import Request, requests

SAMPLE, ALL = 150, 5_400
#: What says where a request ends.
FRAMING = {"Content-Length", "Transfer-Encoding"}
#: Connections that begin a request and don't end it.
SLOW = 24
#: Megabytes that the server may have grown by between the first tenth and the end.
GROWTH = 64


@pytest.fixture
def written_errors(db: None, tmp_path: Path) -> Iterator[None]:
    """Error pages from the disk: how they look is tested elsewhere, and to write each takes long."""
    with ExitStack() as stack:
        for module in ("errors", "management.commands.render_error_pages"):
            stack.enter_context(mock.patch(f"normandy_centres.{module}.PAGES_DIR", tmp_path))
        call_command("render_error_pages")
        stack.enter_context(mock.patch.object(errors, "_error", errors.stored_page))
        yield


@pytest.mark.both
def test_a_sample_breaks_nothing(written_errors: None) -> None:
    client = Client(raise_request_exception=False)
    broken = []
    for request in requests(SAMPLE):
        names = {name: value for name, value in request.headers if name != "Content-Length"}
        kind = names.pop("Content-Type", "application/octet-stream")
        target = "/" + request.target.lstrip(
            "/"
        )  # the client would take what follows // for a host
        answer = client.generic(request.method, target, request.body, kind, headers=names)
        text = b"" if answer.streaming else answer.content
        failed = answer.status_code >= 500 and not (
            answer.status_code == 501 and request.may_be_501
        )
        if failed or b"Traceback" in text:
            broken.append((answer.status_code, request))
    assert not broken


def written(request: Request, number: int) -> bytes:
    """Return a request as bytes, from a reader of its own behind the proxy."""
    given = dict(request.headers)
    headers = {
        "Host": HOST,
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "Connection": "close",
    }
    if request.body:
        headers["Content-Length"] = str(len(request.body))
    lines = [f"{request.method} {request.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in (headers | given).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + request.body


def ask(port: int, data: bytes, patience: float = 30) -> int:
    """Send bytes and return the status; 0 where none comes."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=patience) as wire:
            wire.sendall(data)
            begin = wire.recv(12)
            while wire.recv(65536):
                pass
    except (ConnectionError, TimeoutError):
        return 0
    return int(begin[9:12]) if begin.startswith(b"HTTP/1.1 ") else 0


@contextmanager
def application() -> Iterator[Front]:
    """The application as a public server runs it, without nginx, which would take off most of it."""
    with tempfile.TemporaryDirectory(prefix="malformed-") as name:
        folder = Path(name)
        (folder / "var").mkdir()
        copyfile(kept_copy(), folder / "db.sqlite3")
        front = Front(folder)
        front.manage("collectstatic", "--no-input", "--verbosity", "0")
        front.manage("render_error_pages")
        with front.serving():
            yield front


def processes(front: Front) -> dict[int, psutil.Process]:
    assert front.application is not None
    server = psutil.Process(front.application.pid)
    return {process.pid: process for process in [server, *server.children(recursive=True)]}


def megabytes(front: Front) -> float:
    return sum(process.memory_info().rss for process in processes(front).values()) / 2**20


@contextmanager
def dawdling(port: int) -> Iterator[None]:
    """Keep connections open on which a request never ends."""
    wires = []
    for number in range(SLOW):
        wire = socket.create_connection(("127.0.0.1", port))
        begin = b"POST /avis/ HTTP/1.1\r\nHost: " + HOST.encode() + b"\r\nContent-Length: 90\r\n"
        wire.sendall(begin[: 9 + number] if number % 2 else begin + b"\r\na=")
        wires.append(wire)
    try:
        yield
    finally:
        for wire in wires:
            wire.close()


@pytest.mark.drill
@pytest.mark.once
@pytest.mark.django_db
def test_five_thousand_break_nothing() -> None:
    asked = requests(ALL)
    lock, statuses, kinds = threading.Lock(), Counter[int](), Counter[str]()
    broken: list[tuple[int, Request]] = []
    begun = time.monotonic()
    with application() as front:
        page = written(Request("good", "/en/"), 0)
        assert ask(front.behind, page) == 200

        def send(numbered: tuple[int, Request]) -> None:
            number, request = numbered
            # One that lies about where it ends is waited for, and given up here.
            patience = 1 if FRAMING & {name for name, _value in request.headers} else 30
            status = ask(front.behind, written(request, number), patience)
            with lock:
                statuses[status] += 1
                kinds[request.kind] += 1
                if status >= 500 and not (status == 501 and request.may_be_501):
                    broken.append((status, request))

        numbered = list(enumerate(asked, 1))
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(send, numbered[: ALL // 10]))
            before, workers = megabytes(front), set(processes(front))
            with dawdling(front.behind):
                assert ask(front.behind, page) == 200, "while others dawdle"
                list(pool.map(send, numbered[ALL // 10 :]))
        assert ask(front.behind, page) == 200
        grown = megabytes(front) - before
        lost = workers - set(processes(front))
    print(
        f"\n{sum(statuses.values())} malformed requests and {SLOW} slow ones in"
        f" {time.monotonic() - begun:.0f} s: kinds {dict(kinds)}, statuses {dict(sorted(statuses.items()))}"
        f" (0: none came), {len(broken)} failures, {len(lost)} workers lost, memory {grown:+.0f} MB"
    )
    assert not broken
    assert not lost
    assert grown < GROWTH
