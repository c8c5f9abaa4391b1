"""How well and how fast the search answers, on both databases: the judged queries, then among 5,000 pages.

Nothing here fails for being slow or wrong: the floors are held by the tests.
"""

import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tqdm import tqdm

from .tables import Table

FEW, MANY = 50, 5_000
TIMES = 7
PATHS = ("/rechercher/?q=cancer", "/rechercher/?q=protonterapie", "/rechercher/propositions/?q=can")
#: Names the file that whoever measures holds.
TURN = "BENCH_TURN"
ROOT = Path(__file__).resolve().parents[2]
DATABASES = ("SQLite", "PostgreSQL")


def measure() -> list[Table]:
    """Return how well and how fast it answers, on SQLite and on PostgreSQL, each in a process of its own.

    Both load the content at once; what takes time is measured one after the other.

    Raises:
        RuntimeError: one of them failed.
    """
    from ..postgresql import temporary_postgresql

    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        temporary_postgresql() as postgresql,
    ):
        urls = (f"sqlite:///{folder}/bench.sqlite3", postgresql)
        started = [_start(url, folder) for url in urls]
        said = [process.communicate()[0] for process in started]
        if any(process.returncode for process in started):
            raise RuntimeError("the search couldn’t be measured")
    found = [json.loads(lines.splitlines()[-1]) for lines in said]
    quality = Table(
        "The search’s judged queries:",
        ("Database, language", "Queries", "nDCG@10", "success@1", "recall@10"),
        [
            (f"{name}, {language}", str(count), *(f"{score:.3f}" for score in scores))
            for name, one in zip(DATABASES, found, strict=True)
            for language, count, *scores in one["quality"]
        ],
    )
    speed = Table(
        f"An answer of the search, uncached, median of {TIMES}:",
        ("Database, address", f"ms, {FEW} pages", f"ms, {MANY:,} pages", "Ratio", "Queries"),
        [
            (
                f"{name}, {path}",
                f"{few:.0f}",
                f"{many:.0f}",
                f"{many / few:.1f}",
                f"{before}, {after}",
            )
            for name, one in zip(DATABASES, found, strict=True)
            for path, (before, few), (after, many) in one["speed"]
        ],
    )
    return [quality, speed]


def _start(url: str, folder: str) -> "subprocess.Popen[str]":
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "normandy_centres.settings.test",
        "PYTHONWARNINGS": "ignore:No directory at:UserWarning",
        TURN: str(Path(folder) / "turn"),
    }
    command = [sys.executable, "-m", "tests.bench.search"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def here() -> None:
    """Load the content into the empty database of this process and measure."""
    import django

    django.setup()
    from django.core.management import call_command

    from normandy_centres import catalogues

    catalogues.compile_stale()
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    found = {"quality": _quality()}
    with Path(os.environ[TURN]).open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        found["speed"] = _speed()
    print(json.dumps(found))


def _quality() -> list[Any]:
    """Return the scores of each language."""
    from django.utils import translation

    from ..search.measuring import LANGUAGES, judged
    from ..search.measuring import measure as score_of

    found = []
    for language in LANGUAGES:
        with translation.override(language):
            score = score_of(language)
        found.append((language, len(judged(language)), score.ndcg, score.success, score.recall))
    return found


def _speed() -> list[Any]:
    """Return queries and milliseconds of each address, with few pages and with many."""
    from pages.search.indexing import rebuild
    from pages.search.models import SearchDocument

    kept = SearchDocument.objects.filter(language="fr").order_by("pk")[:FEW]
    SearchDocument.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    few = {path: _measure(path) for path in PATHS}
    _make_pages(MANY)
    rebuild()
    return [(path, few[path], _measure(path)) for path in PATHS]


def _measure(path: str) -> tuple[int, float]:
    """Return the queries and the milliseconds of one request, the median of several."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, seconds = Client(), []
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)  # the next request forgets them
    for _time in range(TIMES):
        started = time.perf_counter()
        assert client.get(path).status_code == 200
        seconds.append(time.perf_counter() - started)
    return queries, median(seconds) * 1000


def _make_pages(count: int) -> None:
    """Add French pages whose text is that of the site's own, each a little different.

    They are written as rows: publishing each as editors do would take many minutes.
    """
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page, Site
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from pages.models import StandardPage

    from ..factories import StandardPageFactory

    own = list(StandardPage.objects.live().filter(locale__language_code="fr"))
    home = Site.objects.get(is_default_site=True).root_page
    section = StandardPageFactory(parent=home, title="Banc d’essai", locale=home.locale)
    kind, now = ContentType.objects.get_for_model(StandardPage), timezone.now()
    pages = [
        Page(
            path=section._get_path(section.path, section.depth + 1, number + 1),
            depth=section.depth + 1,
            title=f"{own[number % len(own)].title} {number}",
            slug=f"banc-{number}",
            url_path=f"{section.url_path}banc-{number}/",
            content_type=kind,
            locale=home.locale,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )
        for number in range(count)
    ]
    with transaction.atomic(), disable_reference_index_auto_update():
        Page.objects.bulk_create(pages, batch_size=500)
        for number, page in enumerate(tqdm(pages, unit="page", leave=False)):
            text = own[number % len(own)]
            row = StandardPage(page_ptr=page, lead=text.lead, in_short=text.in_short)
            row.save_base(raw=True, force_insert=True)  # the page's own row is there
    Page.objects.filter(pk=section.pk).update(numchild=count)


if __name__ == "__main__":
    here()
