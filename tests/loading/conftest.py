"""A small content folder that a test may change, and an almost empty database to load it into."""

import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex, Revision, Site

DATA = Path(__file__).resolve().parents[1] / "data" / "content"

Loader = Callable[[], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the small content folder."""
    target = tmp_path / "content"
    shutil.copytree(DATA, target)
    return target


@pytest.fixture
def empty_site(db: None) -> None:
    """Take the real content away: only Wagtail's root is left. Table by table, since it is quick."""
    emptied = [
        *apps.get_app_config("pages").get_models(include_auto_created=True),
        *apps.get_app_config("centres").get_models(include_auto_created=True),
        ReferenceIndex,
        Revision,
        PageLogEntry,
        ModelLogEntry,
        Site,
    ]
    for model in emptied:
        _empty(model.objects.all())
    _empty(Page.objects.filter(depth__gt=1))
    Page.objects.update(numchild=0)


def _empty(rows: Any) -> None:
    rows._raw_delete(rows.db)


@pytest.fixture
def load(empty_site: None, folder: Path) -> Loader:
    """Return a function that loads the folder as the command does and returns what it says."""

    def run() -> str:
        out = StringIO()
        call_command("load_content", folder, stdout=out, stderr=StringIO(), verbosity=0)
        return out.getvalue()

    return run


@pytest.fixture
def refusal(empty_site: None, folder: Path) -> Loader:
    """Return a function that loads the folder, expects a refusal and returns all that is said."""

    def run() -> str:
        out = StringIO()
        with pytest.raises(CommandError) as refused:
            call_command("load_content", folder, stdout=out, stderr=out, verbosity=0)
        return f"{out.getvalue()}\n{refused.value}"

    return run
