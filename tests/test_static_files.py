"""What collectstatic makes of the style sheets: one short file, in the order of their layers."""

import gzip
from pathlib import Path

from django.conf import settings as project
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

STORAGE = "normandy_centres.static_files.JoinedStaticFilesStorage"
SHEETS = ("base", "components", "figures", "print")


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
