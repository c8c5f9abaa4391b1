"""What the first view costs: bytes over the wire, requests, scripts, styles; and what moves in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from .model import Fault

#: The rule that nothing moves.
SHIFT = "layout shift"
#: Bytes on the way, with the headers of the answers; photos apart.
MOST_BYTES = 100_000
MOST_REQUESTS = 12
#: Compressed, as they lie on the server.
MOST_SCRIPT = 8_000
MOST_STYLE = 14_000
#: A busy machine may need some until the faces are there at once.
MOST_LOADS = 5
PATIENCE = 5_000  # milliseconds for what the page asks for late

# The browser shows the icon beside the address; without a window it doesn't ask for it.
SETTLE = """async () => {
    await document.fonts.ready;
    const painted = () => performance.getEntriesByName("first-contentful-paint").length;
    for (let time = 0; time < 200 && !painted(); time += 1) {
        await new Promise((done) => setTimeout(done, 10));
    }
    for (const icon of document.querySelectorAll("link[rel~=icon]")) await fetch(icon.href);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
SCROLL_THROUGH = """async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
        scrollTo({ top, behavior: "instant" });
        await new Promise(requestAnimationFrame);
    }
    scrollTo({ top: 0, behavior: "instant" });
    await new Promise(requestAnimationFrame);
    return auditShifts;
}"""


# A face that came too late for the first paint is left for the next page (font-display: optional): what is
# written with it then takes the measures of whichever face is named after it.
FACES_WERE_LATE = """async () => {
    await document.fonts.ready;
    const pen = document.createElement("canvas").getContext("2d");
    const width = (weight, families) => {
        pen.font = `${weight} 100px ${families}`;
        return pen.measureText("0123456789").width;
    };
    return [...document.fonts]
        .filter(({ status }) => status === "loaded")
        .map(({ family, weight }) => [family, weight.split(" ")[0]])
        .some(([family, weight]) =>
            width(weight, `${family}, monospace`) !== width(weight, `${family}, serif`));
}"""


@dataclass
class _Request:
    url: str
    kind: str = ""
    is_photo: bool = False
    headers: int = 0
    wire: int | None = None


@dataclass
class Traffic:
    """All that a page asks for, counted by the browser; to be made before the page is opened."""

    page: Page
    requests: dict[str, _Request] = field(default_factory=dict)

    def __post_init__(self) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._finished)

    def settle(self) -> None:
        """Wait until all that was asked for has come."""
        self.page.evaluate(SETTLE)
        for _time in range(PATIENCE // 20):
            if all(request.wire is not None for request in self.requests.values()):
                return
            self.page.wait_for_timeout(20)

    def figures(self) -> dict[str, float]:
        """Return bytes by kind, and the number of requests."""
        asked = list(self.requests.values())
        wire = sum(request.wire or 0 for request in asked if not request.is_photo)
        photos = sum(request.wire or 0 for request in asked if request.is_photo)
        return {
            "bytes": wire,
            "photos": photos,
            "requests": len(asked),
            "html": self._compressed("Document"),
            "script": self._compressed("Script"),
            "style": self._compressed("Stylesheet"),
        }

    def _compressed(self, kind: str) -> int:
        return sum(
            (request.wire or 0) - request.headers
            for request in self.requests.values()
            if request.kind == kind
        )

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith(("data:", "blob:")):
            self.requests[event["requestId"]] = _Request(event["request"]["url"])

    def _answered(self, event: dict[str, Any]) -> None:
        if request := self.requests.get(event["requestId"]):
            answer = event["response"]
            request.kind = event["type"]
            request.headers = answer["encodedDataLength"]
            request.is_photo = event["type"] == "Image" and "svg" not in answer["mimeType"]

    def _finished(self, event: dict[str, Any]) -> None:
        if request := self.requests.get(event["requestId"]):
            request.wire = int(event.get("encodedDataLength", 0))


def wait_for_faces(page: Page) -> None:
    """Load the page again where its faces came too late, so that it looks the same each time."""
    for _time in range(MOST_LOADS):
        if not page.evaluate(FACES_WERE_LATE):
            return
        page.reload(wait_until="load")


def check(traffic: Traffic, figures: dict[str, float]) -> Iterator[Fault]:
    """Yield what is over the budget, and each shift; note the figures."""
    traffic.settle()
    figures |= traffic.figures()
    budget = {
        "bytes": MOST_BYTES,
        "requests": MOST_REQUESTS,
        "script": MOST_SCRIPT,
        "style": MOST_STYLE,
    }
    for name, most in budget.items():
        if figures[name] > most:
            yield Fault(f"weight: {name}", "html", f"{figures[name]:,.0f} of at most {most:,}")
    shifts = traffic.page.evaluate(SCROLL_THROUGH)
    figures["shift"] = sum(shift["value"] for shift in shifts)
    for shift in shifts:
        moved = ", ".join(shift["moved"]) or "html"
        yield Fault(SHIFT, moved, f"shifts by {shift['value']:.6f}")
