"""Two browsers in processes of their own share what is to be looked at.

The processes are forked: Django is ready in them, and nothing of it is used there.
"""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.util import Finalize
from typing import TypeVar

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from ..browser.conftest import FLAGS
from . import pictures
from .model import Result

WORKERS = 2

Item = TypeVar("Item")
Look = Callable[[Browser, str, Item], list[Result]]

_browsers: list[Browser] = []


def run(look: Look[Item], items: Sequence[Item], origin: str, chromium: str) -> Iterator[Result]:
    """Yield what comes of looking at each item, as it comes.

    Args:
        look: a function of a module, called with a browser, the site's address and the item.
    """
    pool = ProcessPoolExecutor(WORKERS, multiprocessing.get_context("fork"), _start, (chromium,))
    with pool:
        waiting = [pool.submit(_look, look, origin, item) for item in items]
        try:
            for done in tqdm(as_completed(waiting), total=len(waiting), unit=" visits"):
                yield from done.result()
        finally:
            # Whoever stops the run doesn't wait for the rest of it.
            pool.shutdown(wait=False, cancel_futures=True)


def _start(chromium: str) -> None:
    """Start this worker's browser; it ends with the worker."""
    manager = sync_playwright()
    playwright = manager.start()
    browser = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, *pictures.FLAGS])
    _browsers.append(browser)

    def stop() -> None:
        browser.close()
        playwright.stop()

    Finalize(browser, stop, exitpriority=1)


def _look(look: Look[Item], origin: str, item: Item) -> list[Result]:
    return look(_browsers[0], origin, item)
