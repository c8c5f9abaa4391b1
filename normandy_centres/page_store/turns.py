"""One writes a page while others who want the same wait: a hundred readers after a publish are one render."""

import fcntl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from .keys import Key
from .storage import Store

#: There are so many locks, whatever is asked for: two pages that share one wait for each other, now and then.
LOCKS = 512
#: In seconds: so long a reader waits for another's page at most, and so often looks whether it is there.
LONGEST = 5.0
EVERY = 0.01


@contextmanager
def turn(pages: Store, key: Key) -> Iterator[bool]:
    """Let one thread of one process of this machine write a page.

    Yields:
        whether it is this one. If not, whoever wrote it is done, or takes longer than anybody should wait:
        what isn't stored then is never stored, and all write it for themselves.

    Raises:
        OSError: the disk refuses.
    """
    folder = pages.root / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{zlib.crc32(key.folder.encode()) % LOCKS:03}.lock"
    with (folder / name).open("w") as lock:
        mine = _got(lock, fcntl.LOCK_EX)
        deadline = time.monotonic() + LONGEST
        while not mine and not _got(lock, fcntl.LOCK_SH) and time.monotonic() < deadline:
            time.sleep(EVERY)
        if not mine:
            fcntl.flock(lock, fcntl.LOCK_UN)
        yield mine


def _got(lock: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
