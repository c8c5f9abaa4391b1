"""A site that a test may destroy: a copy of the database, media and backups of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ..database import connected_to, copied
from ..postgresql import programs


@pytest.fixture
def db(django_db_setup: None) -> None:
    """The test database is there, in no transaction: what is backed up is what is committed."""


@pytest.fixture
def folders(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    monkeypatch.setattr(
        "normandy_centres.backup.restoring.STAMPS", settings.VAR_DIR / "stamps.json"
    )
    return tmp_path


@pytest.fixture
def site(
    db: None, django_db_blocker: Any, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The name of the database to which the test is connected."""
    if connection.vendor == "postgresql":
        # An installed PostgreSQL may be older than the tests' server.
        monkeypatch.setenv("PATH", f"{programs()}{os.pathsep}{os.environ['PATH']}")
    with django_db_blocker.unblock(), copied(folders) as name, connected_to(name):
        yield name
