"""`make bench-scale`: what grows with the number of pages, from those the site has to 5,000 in each language.

Each size is measured in a process of its own (grown.py), over a SQLite file that is thrown away.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from pages.facts.views import MOST_PAGES
from pages.models.articles import PAGE_LENGTH

from .. import database
from ..deploy.nginx import Front
from .tables import Table, Target

#: Live pages in each language. The site has more than the first: that is the site as it is.
SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "50,500,5000").split(","))
FLAT = Target(at_most=1.2)
TARGETS = {
    "Page, mean of all types": FLAT,
    "Menus": FLAT,
    "Most queries of a page": Target(at_most=25),
    "Warm-up, each address of the site but lists of all": FLAT,
    "Memory of a worker, MB": FLAT,
    "The same, in renders": Target(at_most=1),
}
#: Judged by the last figure, not by its growth.
ABSOLUTE = {"Most queries of a page", "The same, in renders"}


def measure(times: int) -> list[Table]:
    """Return the table of what grows, each size beside its ratio to the first.

    Args:
        times: how often what is quick is measured.
    """
    found = [_measured(size, times) for size in SIZES]
    counts = [f"{sample.pop('pages')[0]:,.0f} pages" for sample in found]
    about = (
        f"What grows with the number of pages, both languages together: milliseconds (of the processor,"
        f" but for publishing), median of {times} (what takes long: once), SQLite; pages are uncached. Lists"
        f" fill up: an index of articles comes to {PAGE_LENGTH}, the page of a fact to the {MOST_PAGES} on"
        f" which it stands, a search to ten results. None of them shows more, but more are sorted for it."
    )
    table = Table(about, ("What", *counts, "Ratio", "Target", ""))
    for name in found[0]:
        table.rows.append(_row(name, [median(sample[name]) for sample in found]))
    return [table]


def _row(name: str, values: list[float]) -> tuple[str, ...]:
    ratio = values[-1] / values[0]
    target = TARGETS.get(name)
    said = [f"{value:,.{0 if value >= 100 else 1 if value >= 1 else 2}f}" for value in values]
    judged = values[-1] if name in ABSOLUTE else ratio
    verdict = (target.said(), target.verdict(judged)) if target else ("", "")
    return (name, *said, f"{ratio:.2f}", *verdict)


def _measured(size: int, times: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory(prefix="bench-scale-") as name:
        folder = Path(name)
        (folder / "var").mkdir()
        shutil.copyfile(database.kept_copy(), folder / "db.sqlite3")
        front = Front(folder)
        front.environment |= {
            "ALLOWED_HOSTS": "127.0.0.1",
            "BEHIND_PROXY": "",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "PYTHONWARNINGS": "ignore",
            "SITE_URL": f"http://127.0.0.1:{front.behind}",
        }
        front.manage("collectstatic", "--no-input", "--verbosity", "0")
        work = f"from tests.bench.grown import measure; measure({size}, {times}, {str(folder)!r})"
        front.manage("shell", "-c", work)
        found: dict[str, list[float]] = json.loads((folder / "found.json").read_text())
        return found
