"""A small storage that speaks as much of S3 as the site does, on loopback: one private bucket in memory.

It heeds If-None-Match, answers 403 to whoever signs nothing, and counts what it was asked for. It checks no
signature: that is botocore's to get right.
"""

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

NAME = "uploads"


@dataclass
class Bucket:
    """What the storage holds: contents and times by key.

    Attributes:
        heeds: whether "only if there is none" is heeded.
    """

    endpoint: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    times: dict[str, datetime] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    heeds: bool = True

    def storages(self, storages: dict[str, Any]) -> dict[str, Any]:
        """Return settings.STORAGES with media in this bucket, as MEDIA_S3_… would make them."""
        options = {
            "bucket_name": NAME,
            "endpoint_url": self.endpoint,
            "region_name": "here",
            "access_key": "a key",
            "secret_key": "a secret",
        }
        bucket = {"BACKEND": "normandy_centres.media_bucket.MediaBucket", "OPTIONS": options}
        return storages | {"default": bucket}

    def environment(self) -> dict[str, str]:
        """Return the variables by which an installation is told of this bucket."""
        names = ("BUCKET", "ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY")
        values = (NAME, self.endpoint, "here", "a key", "a secret")
        return {f"MEDIA_S3_{name}": value for name, value in zip(names, values, strict=True)}


@contextmanager
def serving() -> Iterator[Bucket]:
    """Serve a bucket until the end of the block."""
    bucket = Bucket()

    class Handler(_Handler):
        of = bucket

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    bucket.endpoint = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield bucket
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    of: Bucket
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        key = self._key()
        if key is None:
            return
        if not key:
            return self._list()
        data = self.of.files.get(key)
        return self._answer(404) if data is None else self._answer(200, data, key)

    do_HEAD = do_GET  # noqa: N815

    def do_PUT(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        key = self._key()
        if key is None:
            return
        with self.of.lock:
            if key in self.of.files and self.of.heeds and self.headers["If-None-Match"] == "*":
                return self._answer(412)
            self.of.files[key], self.of.times[key] = data, datetime.now(UTC)
        self._answer(200)

    def do_DELETE(self) -> None:
        key = self._key()
        if key is not None:
            self.of.files.pop(key, None)
            self._answer(204)

    def _key(self) -> str | None:
        """The key that is asked for, "" for the bucket itself; None once somebody was refused."""
        self.of.asked[self.command] += 1
        bucket, _slash, key = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        if not self.headers["Authorization"] or bucket != NAME:
            self._answer(403 if bucket == NAME else 404)
            return None
        return key

    def _list(self) -> None:
        prefix = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        found = "".join(
            f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size></Contents>"
            for key, data in sorted(self.of.files.items())
            if key.startswith(prefix) and "/" not in key.removeprefix(prefix)
        )
        self._answer(200, f"<ListBucketResult>{found}</ListBucketResult>".encode())

    def _answer(self, status: int, data: bytes = b"", key: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if key:
            self.send_header("Last-Modified", format_datetime(self.of.times[key], usegmt=True))
            self.send_header("ETag", f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"')
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""
