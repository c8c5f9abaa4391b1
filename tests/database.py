"""The site's real content in the test database: loaded once, then kept on disk until something changes.

Loading takes half a minute of work. What it gives depends on the content files and on the code, so
a copy of the SQLite database is kept under their digest; each worker of a run, and the next run,
starts from the copy. PostgreSQL keeps it for the workers of one run, as a template for their own.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.utils.module_loading import import_string

from centres.loading import load
from centres.loading.run import CONTENT
from pages.loading.content import Content

from .browser.server import copy_database

KEPT = Path(settings.VAR_DIR) / "test-database"
#: Seconds after which a copy may go.
KEPT_FOR = 24 * 3600
CODE = ("pages", "centres", "normandy_centres")
PACKAGES = ("requirements/base.txt", "requirements/dev.txt")


def silent(items: Iterable[Any], label: str) -> Iterable[Any]:
    """A progress bar that shows nothing."""
    return items


def prepare() -> None:
    """See that there is a copy, so that no database of a worker goes through the migrations."""
    KEPT.mkdir(parents=True, exist_ok=True)
    test = connection.settings_dict["TEST"]
    with _alone():
        if connection.vendor == "sqlite":
            _keep_copy()
        else:
            test["TEMPLATE"] = _template()
    test["MIGRATE"] = False


def fill() -> None:
    """Fill the empty test database with the real content."""
    if connection.vendor == "sqlite":
        _read(kept_copy())
    # PostgreSQL's template holds it.


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Connect this thread to another database of the same kind: a file, or one on the same server."""
    own, settings_dict = connections[connection.alias], connection.settings_dict
    wrapper = import_string(f"{settings_dict['ENGINE']}.base.DatabaseWrapper")
    connections[connection.alias] = wrapper(settings_dict | {"NAME": name}, connection.alias)
    try:
        yield
    finally:
        connection.close()
        connections[own.alias] = own


@contextmanager
def copied(folder: Path) -> Iterator[str]:
    """Yield the name of a database of the same kind that holds what the test database does at first."""
    if connection.vendor == "sqlite":
        name = str(folder / "copy.sqlite3")
        copy_database(Path(name))
        yield name
        return
    name = f"{connection.settings_dict['NAME']}_copy"
    template = settings.DATABASES[connection.alias]["TEST"]["TEMPLATE"]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def kept_copy() -> Path:
    """Return where the copy that suits the code and the content is, or will be."""
    return KEPT / f"{digest()}.sqlite3"


def made_copy() -> Path:
    """Return that copy, for those who start servers of their own: made now, if no test has needed it yet."""
    if not kept_copy().exists():
        # Whichever test of SQLite comes first makes it.
        test = "tests/page_store/test_generations.py::test_every_model_is_seen_or_known_not_to_be"
        sqlite = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        command = [sys.executable, "-m", "pytest", "-q", test]
        subprocess.run(command, cwd=settings.BASE_DIR, env=sqlite, check=True)
    return kept_copy()


@cache
def digest() -> str:
    """Return a digest of all on which the loaded content depends."""
    state = hashlib.sha256(sqlite3.sqlite_version.encode())
    for folder in CODE:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                state.update(str(path).encode() + path.read_bytes())
    for name in PACKAGES:
        state.update((settings.BASE_DIR / name).read_bytes())
    return state.hexdigest()[:24]


@contextmanager
def _alone() -> Iterator[None]:
    """Let one worker load while the others wait for its copy."""
    with (KEPT / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _load() -> None:
    content = Content.read(CONTENT)
    assert not content.problems, "\n".join(content.problems.found)
    load(content, silent)


def _keep_copy() -> None:
    """Write the copy of SQLite's database unless it is there."""
    copy, own = kept_copy(), connection.settings_dict["NAME"]
    if copy.exists():
        return
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _load()
    for old in KEPT.glob("*.sqlite3"):
        if time.time() - old.stat().st_mtime > KEPT_FOR:  # another run may read a younger one
            old.unlink()
    _write(copy)
    connection.creation.destroy_test_db(own, verbosity=0)


def _template() -> str:
    """Return the database of which PostgreSQL copies each worker's; make it unless it is there."""
    name = f"kept_{digest()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
    connection.close()
    if not found:
        _make(name)
    return name


def _make(name: str) -> None:
    """Load the content into a database that gets its name only once it is complete."""
    chosen, own = connection.settings_dict, connection.settings_dict["NAME"]
    worker, unfinished = chosen["TEST"]["NAME"], f"{name}_unfinished"
    chosen["TEST"]["NAME"] = unfinished
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        _load()
    finally:
        connection.close()
        chosen["TEST"]["NAME"] = worker
        chosen["NAME"] = settings.DATABASES[connection.alias]["NAME"] = own
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    connection.close()


def _write(path: Path) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    target = sqlite3.connect(fresh)
    connection.ensure_connection()
    connection.connection.backup(target)
    target.close()
    fresh.replace(path)


def _read(path: Path) -> None:
    source = sqlite3.connect(path)
    connection.ensure_connection()
    source.backup(connection.connection)
    source.close()
    # Content types have the ids of the copy now, not those of the tables that it replaced.
    ContentType.objects.clear_cache()
