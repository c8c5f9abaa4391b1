"""Another site, on this machine: it answers each path as its name says, and notes what it was asked."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SLOW = 0.4


class _Handler(BaseHTTPRequestHandler):
    server: "OtherSite"

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *args: Any) -> None:
        pass

    def _answer(self) -> None:
        with self.server.noting(self):
            code, headers = self._told()
            if code:
                self.send_response(code)
                for name, value in {"Content-Length": "0", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()

    def _told(self) -> tuple[int, dict[str, str]]:
        match self.path.strip("/").split("/"):
            case ["moved", *_]:
                return 301, {"Location": "/ok/new"}
            case ["elsewhere", *_]:
                return 302, {"Location": "/ok/today"}
            case ["lost", *_]:
                return 301, {"Location": "/404"}
            case ["circle", *_]:
                return 302, {"Location": self.path}
            case ["inside", *_]:
                return 302, {"Location": "http://10.0.0.1/"}
            case ["file", *_]:
                return 302, {"Location": "file:///etc/passwd"}
            case ["busy", seconds]:  # once; then it works
                first = self.server.asked(self.path) == 1
                return (429, {"Retry-After": seconds}) if first else (200, {})
            case ["shaky", *_]:  # fails for the head and once for the page
                return (503 if self.server.asked(self.path) < 3 else 200), {}
            case ["no-head", *_]:
                return (405 if self.command == "HEAD" else 200), {}
            case ["slow", *_]:
                time.sleep(SLOW)
                return 200, {}
            case ["long", *_]:
                time.sleep(0.05)
                return 200, {}
            case ["sent-to", host, *_]:
                return 302, {"Location": self.server.url("long", int(host))}
            case ["reset", *_]:
                self.connection.setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
                )
                self.connection.close()
                return 0, {}
            case ["huge", *_]:
                return 200, {"Content-Length": str(10**12)}
            case [code, *_] if code.isdigit():
                return int(code), {}
        return 200, {}


class OtherSite(ThreadingHTTPServer):
    """Answers on all of this machine's own addresses, so that it can be many hosts at once.

    Attributes:
        requests: method, path and headers of each request, in order.
        most: the most requests that were open at the same time.
        most_of_a_host: the same, for one host.
    """

    daemon_threads = True
    request_queue_size = 50

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler, bind_and_activate=False)
        self.server_address = ("", 0)
        self.server_bind()
        self.server_activate()
        self.requests: list[tuple[str, str, Any]] = []
        self.most = self.most_of_a_host = 0
        self._open: list[str] = []
        self._lock = threading.Lock()

    def url(self, path: str, host: int = 1) -> str:
        return f"http://127.0.0.{host}:{self.server_port}/{path}"

    def asked(self, path: str) -> int:
        """Return how often a path has been asked for."""
        return sum(asked == path for _method, asked, _headers in self.requests)

    def methods(self, path: str) -> list[str]:
        return [method for method, asked, _headers in self.requests if asked == f"/{path}"]

    @contextmanager
    def noting(self, request: BaseHTTPRequestHandler) -> Iterator[None]:
        host = request.headers["Host"]
        with self._lock:
            self.requests.append((request.command, request.path, request.headers))
            self._open.append(host)
            self.most = max(self.most, len(self._open))
            self.most_of_a_host = max(self.most_of_a_host, self._open.count(host))
        try:
            yield
        finally:
            with self._lock:
                self._open.remove(host)

    def handle_error(self, *args: Any) -> None:
        """Somebody who went away early is no error here."""


@contextmanager
def other_site() -> Iterator[OtherSite]:
    with OtherSite() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
