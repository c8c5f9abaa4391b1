"""`manage.py doctor` finds what is ill, says what to do in both languages, and tells by its exit code."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError

from normandy_centres import health
from normandy_centres.backup.retention import NAME

from ..factories import SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def well(settings: Any, tmp_path: Path) -> None:
    """An installation to which nothing severe is wrong."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_STORE_DIR = tmp_path / "pages"
    settings.BACKUP_DIR = tmp_path / "backups"
    health.note_run()
    settings.BACKUP_DIR.mkdir()
    (settings.BACKUP_DIR / datetime.now(UTC).strftime(NAME)).touch()


def examined(language: str = "en") -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("doctor", language=language, stdout=out, no_color=True)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, out.getvalue()


def test_it_is_content_with_what_works() -> None:
    code, said = examined()
    assert code == 0, said
    assert "✗" not in said
    code, french = examined("fr")
    assert code == 0
    assert "Pannes\N{NO-BREAK SPACE}: 0." in french


def test_each_illness_is_found_with_its_remedy(settings: Any) -> None:
    settings.SITE_URL = "http://www.example.org"
    settings.MEDIA_ROOT = settings.VAR_DIR / "file"
    settings.MEDIA_ROOT.touch()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "normandy_centres.static_files.JoinedStaticFilesStorage"}
    }
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    (settings.VAR_DIR / "run_due.done").unlink()
    for backup in settings.BACKUP_DIR.iterdir():
        backup.rename(backup.with_name("normandy-centres-2020-01-01T000000Z.zip"))
    with mock.patch.object(health, "is_migrated", return_value=False):
        code, said = examined()
    assert code == 1
    for remedy in (
        "Set SITE_URL to an address with https",
        "manage.py migrate",
        "the right to write to",
        "Check EMAIL_URL",
        "collectstatic",
        "centres-due.timer",
        "centres-backup.timer",
    ):
        assert remedy in said, remedy


def test_without_a_database_the_rest_is_examined() -> None:
    gone = OperationalError("gone")
    SuperuserFactory()
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", side_effect=gone):
        code, said = examined()
    assert code == 1
    assert "check DATABASE_URL" in said
    assert "Disk" in said
    assert "gone" not in said
