"""Reading a whole database in one snapshot, and exchanging it in one transaction, by its own tools.

SQLite: its online backup, both ways. PostgreSQL: pg_dump in its custom format, and what pg_restore makes of
that, done by psql between BEGIN and COMMIT. Nobody sees anything between the old database and the new one.
"""

import os
import shutil
import sqlite3
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from .archive import BackupError

Read = TypeVar("Read")

#: Seconds for which whoever writes may keep a restore waiting.
PATIENCE = 30
BEGIN = f"BEGIN; SET LOCAL lock_timeout = '{PATIENCE}s'; SET LOCAL client_min_messages = error;"
#: PostgreSQL: everything of ours goes, be it of an older or a newer version than the backup.
CLEAR = """
DO $$ DECLARE found record; BEGIN
FOR found IN SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS (
        SELECT 1 FROM pg_depend WHERE pg_depend.objid = pg_class.oid AND deptype = 'e') LOOP
    EXECUTE format('DROP %s IF EXISTS public.%I CASCADE', CASE found.relkind
        WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, found.relname);
END LOOP; END $$;
"""


class Database(ABC):
    """The site's database.

    Attributes:
        kind: what the archive calls it.
        file: the name of its copy in the archive.
        compress: whether the copy should be compressed.
    """

    kind: Literal["sqlite", "postgresql"]
    file: str
    compress: bool

    @abstractmethod
    def version(self) -> str:
        """Return the name and version of the database."""

    @abstractmethod
    def dump(self, target: Path, read: Callable[[Any], Read]) -> Read:
        """Write a copy of everything, and return what is read from the same snapshot.

        Args:
            read: reads with the cursor that it is given, once or as often as the copy is made.
        """

    @abstractmethod
    def check(self, copy: Path, folder: Path) -> None:
        """Read a copy as a restore would.

        Args:
            folder: room for what that takes.

        Raises:
            BackupError: when it can't be restored.
        """

    @abstractmethod
    def exchange(self, copy: Path, folder: Path, statements: list[str]) -> None:
        """Put a copy in the place of the database in one transaction.

        Args:
            statements: SQL that belongs to it, done in the copy.

        Raises:
            BackupError: when it failed; the database is as it was.
        """


class Sqlite(Database):
    """A database in a file."""

    kind = "sqlite"
    file = "database.sqlite3"
    compress = True

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def dump(self, target: Path, read: Callable[[Any], Read]) -> Read:
        target.unlink(missing_ok=True)
        connection.ensure_connection()
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)  # in one step, beside whoever writes
            # One file, whatever it was.
            copy.execute("PRAGMA journal_mode=DELETE")
            return read(copy.cursor())

    def check(self, copy: Path, folder: Path) -> None:
        try:
            with closing(sqlite3.connect(copy)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error)
        if found != "ok":
            raise BackupError(f"The copy of the database is damaged: {found}")

    def exchange(self, copy: Path, folder: Path, statements: list[str]) -> None:
        until = time.monotonic() + PATIENCE

        def give_up(status: int, remaining: int, total: int) -> None:
            if remaining and time.monotonic() > until:
                raise BackupError("Somebody has been writing for too long: stop the site first.")

        try:
            with closing(sqlite3.connect(copy)) as database:
                for statement in statements:
                    database.execute(statement)
                database.commit()
                connection.ensure_connection()
                database.backup(connection.connection, progress=give_up)
        except (sqlite3.DatabaseError, DatabaseError) as error:
            raise BackupError(
                f"The database can’t be replaced ({error}). Where its file is damaged, move it away first."
            ) from error
        finally:
            connection.close()


class Postgresql(Database):
    """A database of a PostgreSQL server."""

    kind = "postgresql"
    file = "database.pgdump"
    compress = False  # it is by itself

    def version(self) -> str:
        connection.ensure_connection()
        version = connection.connection.info.server_version
        return f"PostgreSQL {version // 10000}.{version % 10000}"

    def dump(self, target: Path, read: Callable[[Any], Read]) -> Read:
        target.unlink(missing_ok=True)
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            found = read(cursor)
            _run(
                *("pg_dump", "--format=custom", "--no-owner", "--no-privileges"),
                *(f"--snapshot={snapshot}", f"--file={target}"),
            )
            return found

    def check(self, copy: Path, folder: Path) -> None:
        with self._script(copy, folder):
            pass

    def exchange(self, copy: Path, folder: Path, statements: list[str]) -> None:
        with self._script(copy, folder) as restored:
            script = folder / "exchange.sql"
            with script.open("w", encoding="utf-8") as whole, restored.open("rb") as middle:
                # Whatever cuts this file short takes COMMIT with it.
                whole.write(f"{BEGIN}{CLEAR}")
                whole.flush()
                shutil.copyfileobj(middle, whole.buffer)
                ending = ["SET search_path = public", *statements, "COMMIT"]
                whole.write("".join(f"\n{statement};" for statement in ending))
            connection.close()
            _run("psql", "--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "-f", str(script))

    @contextmanager
    def _script(self, copy: Path, folder: Path) -> Iterator[Path]:
        """Yield the SQL that a copy amounts to: reading it reads every row."""
        script = folder / "restored.sql"
        options = ("--no-owner", "--no-privileges", "--exit-on-error")
        _run("pg_restore", *options, f"--file={script}", str(copy), connected=False)
        try:
            yield script
        finally:
            script.unlink()


def database() -> Database:
    """Return the site's database."""
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()


def _run(program: str, *arguments: str, connected: bool = True) -> None:
    """Run one of PostgreSQL's programs; what it says is shown only where it fails."""
    path = shutil.which(program)
    if path is None:
        raise BackupError(
            f"PostgreSQL’s program {program} isn’t on the path. On Debian or Ubuntu: apt install"
            " postgresql-client (of the server’s version or a later one)."
        )
    command, environment = [path, *arguments], os.environ | {"PGCONNECT_TIMEOUT": "10"}
    if connected:
        told, extra = DatabaseClient.settings_to_cmd_args_env(
            connection.settings_dict, list(arguments)
        )
        command, environment = [path, *told[1:]], environment | (extra or {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        said = " ".join(done.stderr.split())[-500:]
        raise BackupError(f"{program} failed: {said}")
