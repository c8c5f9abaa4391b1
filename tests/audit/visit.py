"""One visit: a page is loaded once and looked at in modes that need no new load; every check is here."""

from collections.abc import Callable, Iterable
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page

from ..browser.conftest import HEIGHTS, PATIENCE
from ..browser.reader import NOT_FOUND, Reader
from . import axe, keyboard, language, reflow, structure, targets, weight
from .model import WIDE, Fault, Mode, Result, Visit

SCRIPTS = Path(__file__).with_name("scripts")
FIRST_VIEW = (SCRIPTS / "first_view.js").read_text()
FORCED = (SCRIPTS / "forced.js").read_text()
TOOLS = "\n".join(
    (SCRIPTS / name).read_text()
    for name in ("common.js", "structure.js", "targets.js", "reflow.js", "keyboard.js")
)
#: What was folded and has been opened by the audit.
UNFOLDED = "[data-audit=unfolded]"
HEADER = "body > header"


def look(browser: Browser, origin: str, visit: Visit) -> list[Result]:
    """Visit a page with nothing kept from an earlier visit; return what came of it in each mode."""
    results = []
    page = _window(browser).new_page()
    looking = _Looking(Reader(origin, page), visit)
    for mode in visit.modes:
        result = Result(visit.target.path, mode.name)
        results.append(result)
        try:
            looking.look(mode, result)
        except Exception as error:  # a page that can't be checked has failed; the others go on
            what = f"{type(error).__name__}: {error}"
            result.faults.append(Fault("not checked", "html", what))
    page.close()
    return results


def _window(browser: Browser) -> BrowserContext:
    """Return the browser's window for visits: to open one takes longer than to load a page."""
    if browser.contexts:
        return browser.contexts[0]
    window = browser.new_context(reduced_motion="reduce", locale="fr-FR")
    window.set_default_timeout(PATIENCE)
    window.add_init_script(FIRST_VIEW)
    window.new_page()  # keeps it open between visits
    return window


def _forget(page: Page, origin: str) -> None:
    """Empty the browser's cache, and all that the site may have stored."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    page.context.clear_cookies()
    session.detach()


class _Looking:
    """A visit under way."""

    def __init__(self, reader: Reader, visit: Visit) -> None:
        self.reader, self.page, self.visit = reader, reader.page, visit
        self.is_loaded = False
        self.mode, self.result = visit.modes[0], Result("", "")

    def look(self, mode: Mode, result: Result) -> None:
        """Make the checks of a mode; those that change the page come last."""
        self.mode, self.result = mode, result
        colours = self.is_loaded  # nothing else has changed since the mode before
        self.page.set_viewport_size({"width": mode.width, "height": HEIGHTS[mode.width]})
        forced = "active" if mode.forced else "none"
        self.page.emulate_media(color_scheme=mode.scheme, forced_colors=forced)
        if not self.is_loaded:
            self._load()
        if mode.forced:
            self.page.evaluate(f"{FORCED};null")
        if mode.is_first_view:
            self._check_structure()
        self._note(lambda: reflow.check(self.page))
        if mode.is_first_view:
            self._note(lambda: reflow.check_spacing(self.page))
        if mode == WIDE:
            self._note(lambda: reflow.check_enlarged(self.page))
        if self.visit.has_walk(mode):
            self._note(lambda: keyboard.check(self.page))
        self._check_unfolded()
        self._note(lambda: axe.check(self.page, colours=colours))
        if self.visit.target.is_sample:
            self._check_menu(colours)
        self.page.evaluate("() => audit.fold()")
        self._note(self._problems)

    def _load(self) -> None:
        """Open the page as somebody who comes for the first time; what that costs is measured."""
        found = self._first_view()
        if any(fault.rule == weight.SHIFT for fault in found):
            # Where a busy machine paints half a page, the rest moves it: what is the page's own comes again.
            found = self._first_view()
        self._note(lambda: found)
        weight.wait_for_faces(self.page)
        self.page.evaluate(f"{AXE_SCRIPT};{TOOLS};null")  # a function as its value would be called
        self.is_loaded = True

    def _first_view(self) -> list[Fault]:
        target = self.visit.target
        _forget(self.page, self.reader.origin)
        traffic = weight.Traffic(self.page)
        response = self.reader.go(target.path, target.status)
        if self.mode == WIDE:
            self.result.html = response.text()
        found = [Fault("cookie", "html", value) for value in response.header_values("set-cookie")]
        if self.mode.is_first_view:
            found += weight.check(traffic, self.result.figures)
        return found

    def _check_structure(self) -> None:
        """What doesn't depend on colours."""
        self._note(lambda: structure.check(self.page))
        self._note(lambda: language.check(self.page, self.visit.target.language))
        self._note(lambda: targets.check(self.page))

    def _check_unfolded(self) -> None:
        """What a reader opens in the page has to hold as well; axe looks at it with all the rest."""
        if self._unfold("main") and self.mode.is_first_view:
            self._note(lambda: targets.check(self.page, UNFOLDED))
            self._note(lambda: reflow.check(self.page))

    def _check_menu(self, colours: bool) -> None:
        """The menu of narrow windows, which is the same on every page of a type."""
        if not self._unfold(HEADER):
            return
        self._note(lambda: axe.check(self.page, HEADER, colours=colours))
        if self.mode.is_first_view:
            self._note(lambda: targets.check(self.page, HEADER))
            self._note(lambda: reflow.check(self.page))
            self._note(lambda: keyboard.check(self.page, HEADER))

    def _unfold(self, within: str) -> int:
        return self.page.evaluate("(within) => audit.unfold(within)", within)

    def _problems(self) -> Iterable[Fault]:
        """Console, content policy, other origins, failed requests, cookies."""
        path = self.visit.target.path
        announced = f"{NOT_FOUND} (Not Found) ({self.reader.origin}{path})"
        for problem in self.reader.found_problems():
            if self.visit.target.status != 404 or not problem.endswith(announced):
                kind = problem.split(":")[0]
                yield Fault(kind, "html", problem.removeprefix(f"{kind}: "))

    def _note(self, check: Callable[[], Iterable[Fault]]) -> None:
        known = set(self.result.faults)
        self.result.faults += [fault for fault in dict.fromkeys(check()) if fault not in known]
        self.result.checks += 1
