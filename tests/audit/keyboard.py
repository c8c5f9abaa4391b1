"""A walk through the page with the Tab key."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from .model import Fault

#: Beyond the known stops: scrollers, which browsers make reachable themselves.
MORE_STOPS = 40
#: So many presses between two looks at what became of them, after as many as there are stops.
AT_ONCE = 8
#: A field for a date or a player has stops of its own within.
STOPS_WITHIN = 8


def check(page: Page, within: str | None = None) -> Iterator[Fault]:
    """Yield what goes wrong between the first stop and the last, on the page or within an element."""
    expected = page.evaluate("(within) => audit.walk.prepare(within)", within)
    seen: list[int] = []
    for stop in _stops(page, expected + MORE_STOPS):
        yield from _judge(stop, seen)
        seen.append(stop["index"])
    if len(seen) >= expected + MORE_STOPS:
        yield Fault("keyboard: trap", "html", f"no end after {len(seen)} stops")
    for item in page.evaluate("(seen) => audit.walk.missed(seen)", seen):
        yield Fault("keyboard: not reached", item["where"], f"“{item['text']}”")
    page.evaluate("() => audit.walk.rest()")


def _stops(page: Page, most: int) -> Iterator[dict[str, Any]]:
    """Press Tab until the page is left or the walk begins anew."""
    first, again = -1, 0
    last: dict[str, Any] | None = None
    for stop in _pressed(page, most):
        if stop is None and last is None:
            continue  # what lies before the part to walk through
        if stop is None:
            return
        if last and stop["index"] == last["index"] >= 0:
            again += 1
            if again > STOPS_WITHIN:
                yield stop | {"trapped": True}
                return
            continue
        if stop["index"] == first >= 0:
            return
        first, again, last = (stop["index"] if first < 0 else first), 0, stop
        yield stop


def _pressed(page: Page, most: int) -> Iterator[dict[str, Any] | None]:
    """Press Tab; yield where each press led. The page notes that by itself, which saves asking."""
    presses, wave = 0, most - MORE_STOPS
    while presses < most:
        for _press in range(wave):
            page.keyboard.press("Tab")
        yield from page.evaluate("() => audit.walk.taken()")
        presses, wave = presses + wave, AT_ONCE


def _judge(stop: dict[str, Any], seen: list[int]) -> Iterator[Fault]:
    where, text = stop["where"], stop["text"]
    if stop.get("trapped"):
        yield Fault("keyboard: trap", where, f"Tab doesn't leave “{text}”")
        return
    if not stop["indicated"]:
        yield Fault("keyboard: focus not visible", where, f"“{text}”: outline and shadow stay")
    if stop["hidden"]:
        yield Fault("keyboard: focus obscured", where, f"“{text}” {stop['hidden']}")
    if 0 <= stop["index"] < max(seen, default=-1):
        yield Fault("keyboard: order", where, f"“{text}” comes after what follows it")
