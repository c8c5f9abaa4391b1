"""The site with its real content on the production server, and every address to look at."""

import re
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import translation

from normandy_centres import catalogues

from .. import database
from ..browser import server
from ..browser.samples import MISSING, find_samples
from ..page_types import LANGUAGES
from .model import Target

SETTINGS = "tests.audit.settings"
#: A question that no page answers.
UNANSWERED = "xyzzyx"


@contextmanager
def serve_site(folder: Path) -> Iterator[tuple[str, list[Target]]]:
    """Serve a fresh copy of the content; yields the site's address and what is to be visited."""
    catalogues.compile_stale()
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    copy = folder / "site.sqlite3"
    for old in folder.glob("site.*"):
        old.unlink()
    database.prepare()
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    database.fill()
    server.copy_database(copy)
    samples = find_samples()
    with patch.object(server, "SETTINGS", SETTINGS), server.serve(copy) as origin:
        yield origin, find_targets(origin, samples)


def find_targets(origin: str, samples: dict[tuple[str, str], str]) -> list[Target]:
    """Return every address of the sitemap and one of each view, those that take longest first."""
    typical = set(samples.values())
    paths = dict.fromkeys([*_longest(samples), *_sitemap(origin), *typical, *_searches()])
    missing = {samples[MISSING, language] for language in LANGUAGES}
    return [
        Target(
            path=path,
            language="en" if re.match(r"/en(/|$)", path) else "fr",
            status=404 if path in missing else 200,
            is_sample=path in typical,
        )
        for path in paths
    ]


def _longest(samples: dict[tuple[str, str], str]) -> list[str]:
    return [samples["sources", language] for language in LANGUAGES]


def _sitemap(origin: str) -> list[str]:
    with urllib.request.urlopen(f"{origin}/sitemap.xml") as answer:
        return [
            urlsplit(found).path
            for found in re.findall(r"<loc>(.*?)</loc>", answer.read().decode())
        ]


def _searches() -> Iterator[str]:
    """The search before a question, and without an answer; the samples have one with results."""
    for language in LANGUAGES:
        with translation.override(language):
            yield reverse("search")
            yield f"{reverse('search')}?q={UNANSWERED}"


def clear(folder: Path) -> None:
    """Forget the last report, so that nobody takes it for this one's."""
    for name in ("html", "gallery"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in ("report.json", "report.html"):
        (folder / name).unlink(missing_ok=True)
