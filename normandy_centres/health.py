"""Whether this machine can serve: for whoever watches it or shares requests out among several.

`/health/live` says that the process answers, and asks nothing. `/health/ready` looks at each part: 503 where
pages can't be written. While the database is away all machines say so at once, and still answer with stored
pages: whoever shares requests out goes by `live`, whoever watches goes by `ready`.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from .errors import bare_page
from .page_store.watching import watch

if TYPE_CHECKING:
    # Whoever keeps media in a folder doesn't load what speaks to a bucket.
    from .media_bucket import MediaBucket

#: Seconds after which what runs every minute is late.
LATE = 10 * 60
OK, FAILED, LATELY, UNKNOWN = "ok", "failed", "late", "unknown"
#: Without these no page can be written.
NEEDED = ("database", "migrations", "templates")

Part = Callable[[], bool]


def database_answers() -> bool:
    """Tell whether the database answers; soon, since it is asked in the background all the time."""
    if watch.down:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def is_migrated() -> bool:
    """Tell whether the database is as this version of the code needs it."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def templates_render() -> bool:
    """Tell whether a page can be written: templates, and the names of static files."""
    return bool(bare_page())


def media_writable() -> bool:
    """Tell whether uploads can be kept."""
    if not isinstance(default_storage, FileSystemStorage):
        return media_bucket().answers()
    return is_writable(Path(default_storage.location))


def media_bucket() -> "MediaBucket":
    """Return the bucket in which media are kept; only where they are."""
    return cast("MediaBucket", default_storage)


def page_store_writable() -> bool:
    """Tell whether pages can be kept, or needn't."""
    return settings.PAGE_STORE_DIR is None or is_writable(settings.PAGE_STORE_DIR)


def is_writable(folder: Path) -> bool:
    """Tell whether something can be written to a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x")
    return True


def note_run() -> None:
    """Note that what is due every minute has just been done on this machine."""
    _noted().touch()


def seconds_since_run() -> float | None:
    """Return how long ago `run_due` last came to its end; None where it never did."""
    try:
        return max(time.time() - _noted().stat().st_mtime, 0)
    except OSError:
        return None


def parts() -> dict[str, str]:
    """Return how each part is: ok, failed, late, or unknown where it can't be asked."""
    states = {"database": _state(database_answers)}
    states["migrations"] = _migrations() if states["database"] == OK else UNKNOWN
    states["templates"] = _state(templates_render)
    states["media"] = _state(media_writable)
    states["page_store"] = _state(page_store_writable)
    age = seconds_since_run()
    states["scheduler"] = OK if age is not None and age < LATE else LATELY
    return states


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process answers."""
    return _answer({"status": "live"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer whether pages can be written, and which part is why not."""
    states = parts()
    if any(states[name] != OK for name in NEEDED):
        return _answer({"status": "not ready", "parts": states}, 503)
    fine = set(states.values()) == {OK}
    return _answer({"status": "ready" if fine else "degraded", "parts": states})


_migrated_database = ""


def _migrations() -> str:
    """Return whether the database is migrated; once it is, it stays so for as long as the code does."""
    global _migrated_database
    name = str(connection.settings_dict["NAME"])
    if _migrated_database != name:
        state = _state(is_migrated)
        if state != OK:
            return state
        _migrated_database = name
    return OK


def _state(part: Part) -> str:
    try:
        return OK if part() else FAILED
    except Exception:  # whatever it is, the answer names the part and no more
        return FAILED


def _noted() -> Path:
    return Path(settings.VAR_DIR) / "run_due.done"


def _answer(told: dict[str, object], status: int = 200) -> HttpResponse:
    return JsonResponse(told, status=status, headers={"Cache-Control": "no-store"})
