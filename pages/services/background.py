"""What follows a change in the background (search, references): at once, or once for many changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

Work = Callable[[list[int]], None]


@dataclass
class Waiting:
    """What is asked for inside `once_each()`: tasks by what they are to do, work with its keys in order."""

    tasks: dict[str, tuple[Task[Any, Any], Any, Any]] = field(default_factory=dict)
    keys: dict[Work, dict[int, None]] = field(default_factory=dict)


_waiting: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


class Backend(ImmediateBackend):
    """Does each task at once, but inside `once_each()`, which does it at its end."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Do a task, or note it: the same task with the same arguments is noted once."""
        waiting = _waiting.get()
        if waiting is None:
            return super().enqueue(task, args, kwargs)
        waiting.tasks[f"{task.module_path} {args!r} {kwargs!r}"] = (task, args, kwargs)
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


def for_each(work: Work, key: int) -> None:
    """Do work for a key at once, or inside `once_each()` for all its keys together, at the end.

    Args:
        work: what takes a list of keys, and is quicker for many than for each.

    Raises:
        Exception: whatever the work raises; unlike a task's, it is not only logged.
    """
    waiting = _waiting.get()
    if waiting is None:
        work([key])
    else:
        waiting.keys.setdefault(work, {})[key] = None


@contextmanager
def once_each() -> Iterator[None]:
    """Do at the end, and each only once, what a long series of changes asks for again and again.

    What the changes leave behind is what counts: a page that is saved three times is indexed once.
    After an exception nothing is done, since nothing was changed.

    Raises:
        RuntimeError: a task failed; what it raised is in the log, and in the message.
    """
    waiting = Waiting()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for task, args, kwargs in waiting.tasks.values():
        result = task.enqueue(*args, **kwargs)
        if result.status == TaskResultStatus.FAILED:
            raise RuntimeError(f"{task.module_path}: {result.errors[-1].traceback}")
    for work, keys in waiting.keys.items():
        work(list(keys))
