"""What a phone gets of a page of each type, as Lighthouse sees it: weight, times and its four scores.

They come out of the store behind granian, on loopback; Lighthouse reckons in the slow network and processor.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.encoding import iri_to_uri
from tqdm import tqdm

from .. import database
from ..__main__ import find_browser
from ..browser.samples import STANDARD, TYPES, find_samples
from ..deploy.nginx import Front, until_answered
from .lighthouse import CATEGORIES, LighthouseMissingError, find_lighthouse, pinned_version, report
from .serving import GRANIAN
from .tables import Spread, Table, Target

#: Page types, and the views that readers come to.
KINDS = (*TYPES, *STANDARD, "search", "sources", "fact")
#: Not judged: what is found by a search is kept out of search engines, for which Lighthouse takes points.
ON_PURPOSE = {("search", "seo")}
LANGUAGE = "fr"
RUNS = int(os.environ.get("BENCH_LIGHTHOUSE_RUNS", "3"))
TARGET = Target(at_least=100)
HEAD = (
    *("Page type", "kB", "Requests", "Largest paint, s", "Layout shift", "Blocked, ms"),
    *("Performance", "Accessibility", "Best practices", "SEO", f"Target {TARGET.said()}"),
)


def measure() -> list[Table]:
    """Return the table of page types; where Lighthouse can't be had, nothing but a line that says so."""
    try:
        lighthouse, browser = find_lighthouse(), find_browser()
    except LighthouseMissingError as error:
        return [Table(f"Not measured: Lighthouse can’t be had: {error}.", ("",))]
    with serving() as origin:
        samples = find_samples_in_copy()
        rows = []
        for kind in tqdm(KINDS, desc="Lighthouse", unit="", leave=False):
            address = origin + iri_to_uri(samples[kind, LANGUAGE])
            found = list(_reports(lighthouse, browser, address))
            if found:
                _tell_what_is_wrong(kind, found[0])
            rows.append(_row(kind, found) if found else _unmeasured(kind))
    about = (
        f"A page of each type on Lighthouse’s phone ({pinned_version()}, simulated slow 4G, processor"
        f" slowed down four times), out of the page store behind granian; median of {RUNS}, least and most."
        " Search engines are kept from the search on purpose: its SEO isn’t judged."
    )
    return [Table(about, HEAD, rows)]


def _reports(lighthouse: str, browser: str, address: str) -> Iterator[dict[str, Any]]:
    """Give what Lighthouse says of a page, run after run; one that failed is said, and is made up for once.

    It now and then finds no beginning in what the browser recorded (NO_NAVSTART): that is no fault of the
    page, and no reason to lose what was measured of the others.
    """
    missing = RUNS
    for _try in range(RUNS + 1):
        if not missing:
            return
        try:
            yield report(lighthouse, browser, address)
            missing -= 1
        except RuntimeError as error:
            tqdm.write(str(error))


@contextmanager
def serving() -> Iterator[str]:
    """Serve the content from the store, as `make run` does; yields its address."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        (folder / "var").mkdir()
        front = Front(folder)
        origin = f"http://127.0.0.1:{front.behind}"
        front.environment |= {
            "ALLOWED_HOSTS": "127.0.0.1",
            "BEHIND_PROXY": "",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "SITE_URL": origin,
        }
        shutil.copyfile(database.kept_copy(), folder / "db.sqlite3")
        front.manage("collectstatic", "--no-input", "--verbosity", "0")
        front.manage("warm")
        application = front.start(front.behind, *GRANIAN)
        front.application = application
        try:
            until_answered(front.behind)
            yield origin
        finally:
            front.kill()


def find_samples_in_copy() -> dict[tuple[str, str], str]:
    """Return the path of a page of each kind, read from the content that is served."""
    with database.connected_to(str(database.kept_copy())):
        return find_samples()


def _row(kind: str, found: list[dict[str, Any]]) -> tuple[str, ...]:
    def audit(name: str, unit: float = 1) -> Spread:
        return Spread.of([one["audits"][name]["numericValue"] / unit for one in found])

    requests = Spread.of(
        [len(one["audits"]["network-requests"]["details"]["items"]) for one in found]
    )
    scores = {
        name: Spread.of([one["categories"][name]["score"] * 100 for one in found])
        for name in CATEGORIES
    }
    least = min(score.median for name, score in scores.items() if (kind, name) not in ON_PURPOSE)
    return (
        kind,
        audit("total-byte-weight", 1000).said(),
        requests.said(),
        audit("largest-contentful-paint", 1000).said(2),
        audit("cumulative-layout-shift").said(3),
        audit("total-blocking-time").said(),
        *(score.said() for score in scores.values()),
        TARGET.verdict(round(least)),
    )


def _unmeasured(kind: str) -> tuple[str, ...]:
    return (kind, *("–" for _column in HEAD[2:]), "not measured")


def _tell_what_is_wrong(kind: str, found: dict[str, Any]) -> None:
    """Print what keeps a page from 100, beside the progress bar."""
    for name in CATEGORIES:
        category = found["categories"][name]
        if round(category["score"] * 100) == 100:
            continue
        failed = [
            f"{item['id']} {found['audits'][item['id']]['score']}"
            for item in category["auditRefs"]
            if item["weight"] and (found["audits"][item["id"]]["score"] or 0) < 0.9
        ]
        tqdm.write(f"{kind}: {name} {category['score'] * 100:.0f}: {', '.join(failed)}")
