"""Two browsers in processes of their own share the visits.

The processes are forked: Django is ready in them, and nothing of it is used there.
"""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing.util import Finalize

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from ..browser.conftest import FLAGS
from .model import Result, Visit
from .visit import look

WORKERS = 2

_browsers: list[Browser] = []


def run(visits: list[Visit], origin: str, chromium: str) -> Iterator[Result]:
    """Yield what comes of each visit, as it comes."""
    pool = ProcessPoolExecutor(WORKERS, multiprocessing.get_context("fork"), _start, (chromium,))
    with pool:
        waiting = [pool.submit(_look, origin, visit) for visit in visits]
        try:
            for done in tqdm(as_completed(waiting), total=len(waiting), unit=" visits"):
                yield done.result()
        finally:
            # Whoever stops the run doesn't wait for the rest of it.
            pool.shutdown(wait=False, cancel_futures=True)


def _start(chromium: str) -> None:
    """Start this worker's browser; it ends with the worker."""
    manager = sync_playwright()
    playwright = manager.start()
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    _browsers.append(browser)

    def stop() -> None:
        browser.close()
        playwright.stop()

    Finalize(browser, stop, exitpriority=1)


def _look(origin: str, visit: Visit) -> Result:
    return look(_browsers[0], origin, visit)
