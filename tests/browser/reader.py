"""A browser window that notes all that goes wrong in it, and all that a reader should not get."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]

#: A page that isn't there is announced on the console, whatever it says.
NOT_FOUND = "the server responded with a status of 404"


@dataclass
class Reader:
    """A window on the site.

    Attributes:
        origin: the site's address, the only one that may be asked for anything.
        signs_in: whether somebody will sign in, which takes cookies.
        problems: console errors (breaches of the content policy are among them), errors of
            scripts, failed requests, requests that leave the site.
    """

    origin: str
    page: Page
    signs_in: bool = False
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("requestfailed", self._note_failure)

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    @property
    def path(self) -> str:
        """Where the reader is: path, query and fragment."""
        return self.page.url.removeprefix(self.origin)

    def go(self, path: str, status: int = 200) -> Response:
        """Open a page of the site and wait until it has been drawn."""
        response = self.page.goto(f"{self.origin}{path}", wait_until="load")
        assert response is not None
        assert response.status == status, f"{path}: {response.status}"
        return response

    def found_problems(self) -> list[str]:
        """Return the problems so far, with cookies among them, and forget them."""
        problems, self.problems = self.problems, []
        if not self.signs_in:
            problems += [f"cookie: {cookie['name']}" for cookie in self.context.cookies()]
        return problems

    def in_view(self, selector: str) -> bool:
        """Whether the start of an element lies in the window."""
        box = self.page.locator(selector).bounding_box()
        height = (self.page.viewport_size or {"height": 0})["height"]
        return box is not None and -1 <= box["y"] < height

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if (
            parts.scheme not in {"data", "blob"}
            and f"{parts.scheme}://{parts.netloc}" != self.origin
        ):
            self.problems.append(f"a request to somebody else: {request.url}")

    def _note_failure(self, request: Request) -> None:
        # Leaving a page cuts off what it was still asking for.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} ({request.failure})")
