"""What readers fetch beside a page is small: the style sheets as one file, the search's suggestions."""

import gzip
from pathlib import Path

from django.conf import settings as project
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

STORAGE = "normandy_centres.static_files.JoinedStaticFilesStorage"
SHEETS = ("base", "components", "figures", "print")
#: Bytes, before they are compressed.
SUGGESTIONS = 3_000


def test_the_style_sheets_reach_the_browser_as_one(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = project.STORAGES | {"staticfiles": {"BACKEND": STORAGE}}
    for _time in range(2):  # a second run joins what the first has joined already
        call_command("collectstatic", interactive=False, verbosity=0)

    file = tmp_path / staticfiles_storage.stored_name("css/site.css")
    sheet = file.read_text()
    assert "@import" not in sheet
    assert (
        sheet.index(".site-header") < sheet.index(".fig-band") < sheet.index("@media print{@layer")
    )
    assert "../fonts/atkinson-400." in sheet
    written = sum((Path("static/css") / f"{name}.css").stat().st_size for name in SHEETS)
    assert len(sheet) < 0.9 * written
    assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()).decode() == sheet


def test_the_suggestions_take_a_small_script() -> None:
    assert Path("static/js/search.js").stat().st_size < SUGGESTIONS
