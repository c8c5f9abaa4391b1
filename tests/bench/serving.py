"""How many pages a second: the store behind granian and behind nginx, and what it is compared with.

The servers run at the same time and are asked one after the other, in turns: what else the machine does falls
on all of them alike. nginx speaks no TLS here, which costs every answer the same and would hide the rest.
"""

import gzip
import hashlib
import http.client
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import brotli
from tqdm import tqdm

from ..deploy.nginx import HOST, ROOT, Front, free_port, site_in_front, until_answered
from .tables import Spread, Table, Target
from .wrk import CONNECTIONS, find_wrk, pages_a_second

#: A page as readers come for: neither the shortest nor the longest.
PATH = "/centres/francois-baclesse/protontherapie/"
#: How `make run` starts it, but for the number of workers: the load generator needs a core of its own.
GRANIAN = ("--blocking-threads", "4", "--backpressure", "64")

PLAIN, GZIP, BROTLI = CODINGS = ("plain", "gzip", "Brotli")
#: What a browser sends to get each; who has no Brotli sends gzip.
ACCEPT = {PLAIN: "identity", GZIP: "gzip", BROTLI: "br, gzip"}
DECODERS = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}

UNCACHED = "uncached, granian"
CACHE = "Django’s cache middleware, granian"
STORE = "page store, granian"
FRONT = "page store, nginx"
FILE = "static file, nginx"
VARIANTS = {UNCACHED: "uncached", CACHE: "cache", STORE: "store"}
WAYS = (*VARIANTS, FRONT, FILE)

COMPARED = (
    (STORE, UNCACHED, Target(at_least=80)),
    (STORE, CACHE, Target(at_least=1.5)),
    (FRONT, FILE, Target(at_least=0.9)),
)
Measured = dict[tuple[str, str], Spread]


@dataclass(frozen=True)
class Server:
    """Where one of the ways to serve a page is reached."""

    port: int
    path: str = PATH

    def headers(self, coding: str) -> dict[str, str]:
        return {"Host": HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": ACCEPT[coding]}

    def page(self, coding: str) -> str:
        """Return a digest of the page that it gives in a coding."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.request("GET", self.path, headers=self.headers(coding))
        answer = wire.getresponse()
        body = DECODERS[answer.headers.get("Content-Encoding", "")](answer.read())
        wire.close()
        if answer.status != 200:
            raise RuntimeError(f"port {self.port} answered {answer.status}")
        return hashlib.sha256(body).hexdigest()


class MeasuredFront(Front):
    """The site behind nginx without TLS, and beside it a server of nothing but a copy of one page.

    Attributes:
        bare: the port where nginx serves what is stored, with the configuration in deploy/.
        static: the port where it serves the copy as any file: the same bytes, headers included.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.bare, self.static = free_port(), free_port()
        self.environment |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}

    def configuration(self) -> str:
        main = super().configuration()
        site = self.folder / "centres.conf"
        with_tls = f"listen 127.0.0.1:{self.port} ssl http2;"
        text = site.read_text()
        assert with_tls in text
        site.write_text(text.replace(with_tls, f"{with_tls} listen 127.0.0.1:{self.bare};"))
        (self.folder / "file.conf").write_text(
            f"""server {{
                listen 127.0.0.1:{self.static};
                root {self.root};
                types {{ "text/html; charset=utf-8" html; }}
                include {self.folder}/headers.conf;
                gzip_static on;
                brotli_static on;
            }}"""
        )
        headers = (ROOT / "deploy" / "headers" / "page.conf").read_text()
        (self.folder / "headers.conf").write_text(headers.replace("$content_language", "fr"))
        # As Debian's own nginx.conf has it.
        ours = f"http {{ sendfile on; tcp_nopush on; include {self.folder}/file.conf;"
        assert "http {" in main
        return main.replace("http {", ours)

    def copy_page(self) -> None:
        """Put the stored files of the page where nginx serves them as any other file."""
        self.copy.mkdir(parents=True)
        stored = self.folder / "var" / "pages" / "current" / HOST / PATH.strip("/")
        for file in stored.glob("index.html*"):
            shutil.copy(file, self.copy)

    @property
    def root(self) -> Path:
        """The root of the copy, as deep as that of stored pages: each folder on the way costs something."""
        return self.folder / "file" / "pages" / "generations" / "only" / HOST

    @property
    def copy(self) -> Path:
        """The folder of the copy."""
        return self.root / PATH.strip("/")

    @contextmanager
    def all_ways(self) -> Iterator[dict[str, Server]]:
        """Serve the page in all ways at once; yields where each is reached."""
        found = {FRONT: Server(self.bare), FILE: Server(self.static, f"{PATH}index.html")}
        with ExitStack() as ends:
            for way, variant in VARIANTS.items():
                port = free_port()
                started = self.start(port, *GRANIAN, BENCH_VARIANT=variant)
                ends.callback(started.wait)
                ends.callback(os.killpg, started.pid, 9)
                found[way] = Server(port)
            for server in found.values():
                until_answered(server.port)
            yield found


def measure(seconds: float, rounds: int) -> list[Table]:
    """Return the tables of pages a second, and of how one way compares with another.

    Args:
        seconds: for which each is asked in each round.
        rounds: how often they take turns.
    """
    wrk = find_wrk()
    with site_in_front(MeasuredFront) as front:
        front.copy_page()
        with front.all_ways() as servers:
            _same_page(servers)
            measured = _in_turns(wrk, servers, seconds, rounds)
        size = _sizes(front.copy)
    return [_absolute(measured, seconds, rounds, size), _compared(measured)]


def _same_page(servers: dict[str, Server]) -> None:
    """See that all give the same page, and have it ready.

    Raises:
        RuntimeError: one gives another page.
    """
    pages = {
        (way, coding): server.page(coding)
        for _time in range(2)
        for (way, server), coding in product(servers.items(), CODINGS)
    }
    if len(set(pages.values())) > 1:
        raise RuntimeError(f"not the same page everywhere: {pages}")


def _in_turns(wrk: str, servers: dict[str, Server], seconds: float, rounds: int) -> Measured:
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    # There and back again: who is asked after whom is no advantage.
    orders = [WAYS if number % 2 == 0 else WAYS[::-1] for number in range(rounds)]
    turns = [(coding, way) for order in orders for coding, way in product(CODINGS, order)]
    for coding, way in tqdm(turns, desc="Serving", unit="", leave=False):
        server = servers[way]
        address = f"http://127.0.0.1:{server.port}{server.path}"
        found[way, coding].append(pages_a_second(wrk, address, server.headers(coding), seconds))
    return {key: Spread.of(values) for key, values in found.items()}


def _sizes(folder: Path) -> str:
    endings = {PLAIN: "", GZIP: ".gz", BROTLI: ".br"}
    sizes = {
        coding: (folder / f"index.html{end}").stat().st_size for coding, end in endings.items()
    }
    return ", ".join(f"{coding} {size / 1000:.1f} kB" for coding, size in sizes.items())


def _absolute(measured: Measured, seconds: float, rounds: int, size: str) -> Table:
    about = (
        f"Pages a second ({size}), one worker, {CONNECTIONS} connections of wrk on the same machine:"
        f" median of {rounds} rounds of {seconds:g} s in turns, least and most. Django has no Brotli: gzip."
    )
    rows = [(way, *(measured[way, coding].said() for coding in CODINGS)) for way in WAYS]
    return Table(about, ("Served by", *CODINGS), rows)


def _compared(measured: Measured) -> Table:
    table = Table("How many times as many:", ("Compared", *CODINGS, "Target", ""))
    for ours, theirs, target in COMPARED:
        ratios = [measured[ours, coding].over(measured[theirs, coding]) for coding in CODINGS]
        least = min(ratio.median for ratio in ratios)
        digits = 0 if least > 10 else 2
        said = [ratio.said(digits) for ratio in ratios]
        row = (f"{ours} / {theirs}", *said, target.said(), target.verdict(least))
        table.rows.append(row)
    return table
