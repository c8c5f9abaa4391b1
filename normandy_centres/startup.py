"""What has to be done before the site can be served; each step is skipped while nothing changed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from threading import Event

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tqdm import tqdm

from pages.loading.furniture import follow_site_url

from .page_store import generations
from .page_store.storage import store
from .users.invitations import can_sign_in, one_time_link

STAMPS = settings.VAR_DIR / "stamps.json"
# Pins every package, so that it stands for "the installed packages are the same".
PACKAGES = "requirements/base.txt"


@dataclass(frozen=True)
class Step:
    """One thing to do at a start."""

    label: str
    needed: Callable[[], bool]
    do: Callable[[], object]


def prepare(stopping: Event) -> str:
    """Bring database, static files and content up to date; return what the loader reports."""
    said = StringIO()
    steps = list(_steps(said))
    progress = tqdm(steps, bar_format="{desc:<28} {bar:30} {n_fmt}/{total_fmt}", leave=False)
    for step in progress:
        if stopping.is_set():
            break
        progress.set_description_str(step.label)
        if step.needed():
            step.do()
    else:
        follow_site_url()
        # Code, templates or settings may be others than at the last start.
        generations.begin(even_if_nothing_is_noted=store() is not None)
    return said.getvalue()


def prepare_without_database() -> None:
    """Make what needs no database, so that what is stored can be served."""
    call_command("build_fonts", verbosity=0)
    step = _static_files()
    if step.needed():
        step.do()


def first_administrator_link() -> str | None:
    """A one-time link with which the first administrator sets a password and a second factor.

    None as soon as somebody can sign in. What the database holds until then is an account without
    one of them; the link is signed and ends with its first use.
    """
    users = get_user_model().objects
    administrators = users.filter(is_superuser=True, is_active=True)
    if any(map(can_sign_in, administrators)):
        return None
    return one_time_link(administrators.first() or users.create_superuser("admin", password=None))


def _steps(said: StringIO) -> Iterator[Step]:
    home = apps.get_model(settings.HOME_PAGE_MODEL)
    code = ["normandy_centres", "pages", "centres"]

    yield Step("Database", _migrations_wait, lambda: call_command("migrate", verbosity=0))
    # The command looks by itself whether anything changed, and looks quickly.
    yield Step("Fonts", lambda: True, lambda: call_command("build_fonts", verbosity=0))
    yield _static_files()
    yield Step("Content", lambda: not home.objects.exists(), lambda: _load_content(said))
    database = "{HOST} {NAME}".format(**connection.settings_dict)
    roles = ["normandy_centres/users/roles.yaml"]
    yield _command("Roles", "setup_roles", roles, salt=database, verbosity=0)
    yield _command("Search index", "update_index", [*code, PACKAGES], salt=database, verbosity=0)
    if "render_error_pages" in get_commands():
        yield _command("Error pages", "render_error_pages", ["templates", "static", *code])


def _static_files() -> Step:
    return _command(
        "Static files",
        "collectstatic",
        ["static", PACKAGES],
        made=f"{settings.STATIC_ROOT}/staticfiles.json",
        interactive=False,
        verbosity=0,
    )


def _command(
    label: str,
    name: str,
    inputs: Iterable[str],
    *,
    made: str = "",
    salt: str = "",
    **options: object,
) -> Step:
    """A step that runs a command when its inputs changed or what it made is gone."""

    def digest() -> str:
        return hashlib.sha256(f"{salt}{list(_signatures(inputs))}".encode()).hexdigest()

    def needed() -> bool:
        gone = bool(made) and not (settings.BASE_DIR / made).exists()
        return gone or _read_stamps().get(name) != digest()

    def do() -> None:
        call_command(name, **options)
        _write_stamps(_read_stamps() | {name: digest()})

    return Step(label, needed, do)


def _signatures(inputs: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for name in inputs:
        path = settings.BASE_DIR / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix not in {".pyc", ".mo"}:
                stat = file.stat()
                yield str(file), stat.st_size, stat.st_mtime_ns


def _read_stamps() -> dict[str, str]:
    return json.loads(STAMPS.read_text()) if STAMPS.exists() else {}


def _write_stamps(stamps: dict[str, str]) -> None:
    STAMPS.write_text(json.dumps(stamps, indent=1))


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _load_content(said: StringIO) -> None:
    call_command("load_content", stdout=said)
    # A new database with unchanged code: its index is empty all the same.
    _write_stamps({name: stamp for name, stamp in _read_stamps().items() if name != "update_index"})
