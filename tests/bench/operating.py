"""What running the site takes: the load that one and two applications hold, and the time of a restore.

Both applications work on one PostgreSQL and one page store, as on several machines they would.
"""

import os
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain, product, repeat
from pathlib import Path

from tqdm import tqdm

from ..database import kept_copy
from ..deploy.nginx import Front, free_port, until_answered
from ..postgresql import programs, temporary_postgresql
from .serving import GRANIAN, PATH, PLAIN, Server
from .tables import Spread, Table
from .wrk import CONNECTIONS, find_wrk, pages_a_second

VARIANTS = {"uncached": "without the page store", "store": "with it"}
APPLICATIONS = (1, 2)
#: Without the store a page takes so long that few come within a round: such rounds are longer.
LONGER = {"uncached": 5, "store": 1}


def measure(seconds: float, rounds: int) -> list[Table]:
    """Return the tables of the load that is held, and of backup and restore.

    Args:
        seconds: for which each is asked in each round.
        rounds: how often they take turns, and how often a site is restored.
    """
    wrk = find_wrk()
    with temporary_postgresql() as url, _site(DATABASE_URL=url) as site:
        site.manage("migrate", "--verbosity", "0")
        site.manage("load_content")
        load = _load(site, wrk, seconds, rounds)
        kept = {"PostgreSQL": _kept(site, rounds)}
    with _site() as site:
        shutil.copyfile(kept_copy(), site.folder / "db.sqlite3")
        kept["SQLite"] = _kept(site, rounds)
    return [load, _of_backups(kept, rounds)]


@contextmanager
def _site(**environment: str) -> Iterator[Front]:
    """Yield a site in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-operating-") as name:
        folder = Path(name)
        (folder / "var").mkdir()
        site = Front(folder)
        site.environment |= environment | {
            "BACKUP_DIR": str(folder / "backups"),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            # An installed PostgreSQL may be older than the server.
            "PATH": f"{programs()}{os.pathsep}{os.environ['PATH']}",
        }
        site.manage("collectstatic", "--no-input", "--verbosity", "0")
        yield site


def _load(site: Front, wrk: str, seconds: float, rounds: int) -> Table:
    found: dict[tuple[str, int], list[float]] = defaultdict(list)
    with ExitStack() as ends, ThreadPoolExecutor(max(APPLICATIONS)) as pool:
        servers = {}
        for variant in VARIANTS:
            servers[variant] = [Server(free_port()) for _number in range(max(APPLICATIONS))]
            for server in servers[variant]:
                started = site.start(server.port, *GRANIAN, BENCH_VARIANT=variant)
                ends.callback(started.wait)
                ends.callback(os.killpg, started.pid, 9)
        for server in chain.from_iterable(servers.values()):
            until_answered(server.port)
            server.page(PLAIN)

        def ask(server: Server, variant: str) -> float:
            address = f"http://127.0.0.1:{server.port}{PATH}"
            return pages_a_second(wrk, address, server.headers(PLAIN), seconds * LONGER[variant])

        turns = list(product(range(rounds), VARIANTS, APPLICATIONS))
        for _round, variant, count in tqdm(turns, desc="Applications", unit="", leave=False):
            asked = pool.map(ask, servers[variant][:count], repeat(variant))
            found[variant, count].append(sum(asked))
    about = (
        f"Pages a second from one and from two applications on one PostgreSQL, {CONNECTIONS} connections of"
        f" wrk each, all on one machine of {os.cpu_count()} cores: median of {rounds} rounds of"
        f" {seconds:g} s ({seconds * LONGER['uncached']:g} without the store) in turns, least and most."
    )
    table = Table(about, ("Pages", "One application", "Two", "Ratio"))
    for variant, said in VARIANTS.items():
        one, two = (Spread.of(found[variant, count]) for count in APPLICATIONS)
        digits = 1 if variant == "uncached" else 0
        table.rows.append((said, one.said(digits), two.said(digits), two.over(one).said(2)))
    return table


def _kept(site: Front, rounds: int) -> tuple[float, float, Spread]:
    """Return the size of a backup in MB, the seconds that it took, and those of each restore."""
    begun = time.perf_counter()
    site.manage("backup")
    took = time.perf_counter() - begun
    [archive] = (site.folder / "backups").glob("*.zip")
    restores = []
    for _time in range(rounds):
        begun = time.perf_counter()
        site.manage("restore", "--no-input", str(archive))
        restores.append(time.perf_counter() - begun)
    return archive.stat().st_size / 1e6, took, Spread.of(restores)


def _of_backups(kept: dict[str, tuple[float, float, Spread]], rounds: int) -> Table:
    about = (
        "Backup and restore of the content that comes with the site: seconds of the whole command,"
        f" restore as the median of {rounds}, least and most. Media come on top, as fast as a disk copies."
    )
    table = Table(about, ("Database", "Archive, MB", "Backup, s", "Restore, s"))
    for name, (size, took, restores) in kept.items():
        table.rows.append((name, f"{size:.1f}", f"{took:.1f}", restores.said(1)))
    return table
