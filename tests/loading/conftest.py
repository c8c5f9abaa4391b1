"""A small content folder that a test may change, and an almost empty database to load it into."""

import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection, Page

from centres.models import Award, Centre, Partner, Person, Project, Speciality
from pages.facts.models import Fact, Source
from pages.models import LoadedItem, Menu

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
    """Take the real content away: only Wagtail's root is left."""
    for page in Page.objects.filter(depth=2):
        page.specific.delete()
    for model in (Menu, LoadedItem, Project, Award, Person, Speciality, Partner, Centre, Fact, Source):
        model.objects.all().delete()  # type: ignore[attr-defined]
    Collection.objects.filter(depth__gt=1).delete()


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
