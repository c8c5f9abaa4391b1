"""Wagtail's own background work (search index, references): at once, or once for many changes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

Waiting = dict[str, tuple[Task[Any, Any], Any, Any]]
TakesKeys = Callable[[list[int]], None]

_waiting: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


class Backend(ImmediateBackend):
    """Does each task at once, but inside `once_each()`, which does it at its end."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Do a task, or note it: the same task with the same arguments is noted once."""
        waiting = _waiting.get()
        if waiting is None:
            return super().enqueue(task, args, kwargs)
        waiting[f"{task.module_path} {args!r} {kwargs!r}"] = (task, args, kwargs)
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


def for_many(task: TakesKeys) -> TakesKeys:
    """Mark what takes a list of keys and is quicker for many: `once_each()` then calls it once for all."""
    task.for_many = True  # type: ignore[attr-defined]
    return task


@contextmanager
def once_each() -> Iterator[None]:
    """Do at the end, and each only once, what a long series of changes asks for again and again.

    What the changes leave behind is what counts: a page that is saved three times is indexed once.
    After an exception nothing is done, since nothing was changed.
    """
    waiting: Waiting = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for task, args, kwargs in _together(waiting.values()):
        task.enqueue(*args, **kwargs)


def _together(
    waiting: Iterable[tuple[Task[Any, Any], Any, Any]],
) -> Iterator[tuple[Task[Any, Any], Any, Any]]:
    keys: dict[str, tuple[Task[Any, Any], dict[int, None]]] = {}
    for task, args, kwargs in waiting:
        if getattr(task.func, "for_many", False):
            keys.setdefault(task.module_path, (task, {}))[1].update(dict.fromkeys(args[0]))
        else:
            yield task, args, kwargs
    for task, joined in keys.values():
        yield task, [list(joined)], {}
