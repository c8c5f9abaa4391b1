"""`python -m tests.bench` (`make bench`): how well and how fast the search answers, on both databases.

Prints nDCG@10, success@1 and recall@10 of the judged queries, then the queries and the time of a search among
50 and among 5,000 pages. Nothing here fails for being slow: the floors are held by the tests.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import IO

from tqdm import tqdm

from .postgresql import temporary_postgresql

FEW, MANY = 50, 5_000
TIMES = 7
PATHS = ("/rechercher/?q=cancer", "/rechercher/?q=protonterapie", "/rechercher/propositions/?q=can")
#: Names the file that whoever measures holds.
TURN = "BENCH_TURN"
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run the benchmark on SQLite and on PostgreSQL, each in a process of its own.

    Both load the content at once; what takes time is measured one after the other.
    """
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        temporary_postgresql() as postgresql,
        tempfile.TemporaryFile("w+") as said,
    ):
        one = _start(f"sqlite:///{folder}/bench.sqlite3", folder)
        two = _start(postgresql, folder, output=said)
        print("\nSQLite", flush=True)
        failed = one.wait()
        failed = two.wait() or failed
        said.seek(0)
        print("\nPostgreSQL", said.read(), sep="\n", flush=True)
    return failed


def _start(url: str, folder: str, output: IO[str] | None = None) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "normandy_centres.settings.test",
        "PYTHONWARNINGS": "ignore:No directory at:UserWarning",
        TURN: str(Path(folder) / "turn"),
    }
    command = [sys.executable, "-m", "tests.bench", "--here"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output)


def here() -> None:
    """Load the content into the empty database of this process and measure."""
    import django

    django.setup()
    from django.core.management import call_command

    from normandy_centres import catalogues

    catalogues.compile_stale()
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    _quality()
    with Path(os.environ[TURN]).open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _speed()


def _quality() -> None:
    from django.utils import translation

    from .search.measuring import LANGUAGES, judged, measure

    for language in LANGUAGES:
        with translation.override(language):
            score = measure(language)
        print(
            f"  {language}: {len(judged(language))} judged queries: nDCG@10 {score.ndcg:.3f},"
            f" success@1 {score.success:.3f}, recall@10 {score.recall:.3f}",
            flush=True,
        )


def _speed() -> None:
    from pages.search.indexing import rebuild
    from pages.search.models import SearchDocument

    kept = SearchDocument.objects.filter(language="fr").order_by("pk")[:FEW]
    SearchDocument.objects.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    few = {path: _measure(path) for path in PATHS}
    _make_pages(MANY)
    rebuild()
    count = SearchDocument.objects.filter(language="fr").count()
    for path in PATHS:
        queries, seconds = _measure(path)
        print(
            f"  {path}: {FEW} pages {few[path][0]} queries, {few[path][1] * 1000:.0f} ms;"
            f" {count} pages {queries} queries, {seconds * 1000:.0f} ms"
            f" (× {seconds / few[path][1]:.1f})",
            flush=True,
        )


def _measure(path: str) -> tuple[int, float]:
    """Return the queries and the seconds of one request, the median of several."""
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
    return queries, median(seconds)


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

    from .factories import StandardPageFactory

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
    if "--here" in sys.argv:
        here()
    else:
        sys.exit(main())
