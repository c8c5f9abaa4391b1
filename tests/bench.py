"""`python -m tests.bench` (`make bench`): how well and how fast the search answers, on both databases.

Prints nDCG@10, success@1 and recall@10 of the judged queries, then the queries and the time of a search among
50 and among 5,000 pages. Nothing here fails for being slow: the floors are held by the tests.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tqdm import tqdm

from .postgresql import temporary_postgresql

FEW, MANY = 50, 5_000
TIMES = 7
PATHS = ("/rechercher/?q=cancer", "/rechercher/?q=protonterapie", "/rechercher/propositions/?q=can")
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run the benchmark on SQLite, then on PostgreSQL, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        failed = _run("SQLite", f"sqlite:///{folder}/bench.sqlite3")
    with temporary_postgresql() as url:
        return _run("PostgreSQL", url) or failed


def _run(name: str, url: str) -> int:
    print(f"\n{name}", flush=True)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "normandy_centres.settings.test",
    }
    command = [sys.executable, "-m", "tests.bench", "--here"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


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
    for _time in range(TIMES):
        started = time.perf_counter()
        assert client.get(path).status_code == 200
        seconds.append(time.perf_counter() - started)
    return len(captured), median(seconds)


def _make_pages(count: int) -> None:
    """Add French pages whose text is that of the site's own, each a little different."""
    from django.conf import settings
    from django.db import transaction
    from django.test import override_settings
    from wagtail.models import Site
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from pages.models import StandardPage

    from .factories import StandardPageFactory

    own = list(StandardPage.objects.live().filter(locale__language_code="fr"))
    home = Site.objects.get(is_default_site=True).root_page
    section = StandardPageFactory(parent=home, title="Banc d’essai", locale=home.locale)
    backends = {"default": settings.WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}
    # Neither the admin's own index nor its references are measured here.
    quiet = override_settings(WAGTAILSEARCH_BACKENDS=backends)
    with transaction.atomic(), quiet, disable_reference_index_auto_update():
        for number in tqdm(range(count), unit="page", leave=False):
            text = own[number % len(own)]
            StandardPageFactory(
                parent=section,
                locale=home.locale,
                title=f"{text.title} {number}",
                slug=f"banc-{number}",
                lead=text.lead,
                in_short=text.in_short,
            )


if __name__ == "__main__":
    if "--here" in sys.argv:
        here()
    else:
        sys.exit(main())
