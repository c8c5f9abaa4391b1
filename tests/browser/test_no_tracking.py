"""The privacy page's promise, seen in a browser: no page leaves anything behind or tells anybody else."""

import re
import urllib.request
from urllib.parse import urlsplit

import pytest

from .conftest import OpenWindow
from .reader import NOT_FOUND
from .samples import Samples

pytestmark = [pytest.mark.browser, pytest.mark.drill]

#: All that a page can leave in a browser; cookies and requests to others the window notes by itself.
LEFT = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...await caches.keys(),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    ...await Array.fromAsync((await navigator.storage.getDirectory()).keys()),
    ...document.cookie ? [document.cookie] : [],
]"""


def test_no_page_leaves_anything_behind(
    open_window: OpenWindow, site: str, samples: Samples
) -> None:
    with urllib.request.urlopen(f"{site}/sitemap.xml") as answer:
        found = re.findall(r"<loc>(.*?)</loc>", answer.read().decode())
    paths = list(dict.fromkeys([*(urlsplit(item).path for item in found), *samples.values()]))
    reader = open_window()
    seen = {"fr": 0, "en": 0}
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    for path in paths:
        response = reader.page.goto(f"{reader.origin}{path}", wait_until="load")
        assert response is not None
        assert not response.header_values("set-cookie"), path
        assert reader.page.evaluate(LEFT) == [], path
        seen["en" if path.startswith("/en/") else "fr"] += 1
    reader.problems = [item for item in reader.problems if NOT_FOUND not in item]
    assert reader.found_problems() == []  # cookies and requests to others are among them
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    print(f"\npages: {seen}; requests: {len(asked)}, all to the site; left in the browser: nothing")
