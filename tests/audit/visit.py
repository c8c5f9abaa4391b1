"""One visit: a page is loaded once in a mode, and everything is checked that depends on it."""

from collections.abc import Callable, Iterable
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from ..browser.conftest import HEIGHTS, PATIENCE
from ..browser.reader import NOT_FOUND, Reader
from . import axe, keyboard, language, reflow, structure, targets, weight
from .model import WIDE, Fault, Result, Visit

SCRIPTS = Path(__file__).with_name("scripts")
FIRST_VIEW = (SCRIPTS / "first_view.js").read_text()
FORCED = (SCRIPTS / "forced.js").read_text()
TOOLS = [
    (SCRIPTS / name).read_text()
    for name in ("common.js", "structure.js", "targets.js", "reflow.js", "keyboard.js")
]
#: What was folded and has been opened by the audit.
UNFOLDED = "[data-audit=unfolded]"
HEADER = "body > header"


def look(browser: Browser, origin: str, visit: Visit) -> Result:
    """Visit a page in a window of its own, with nothing kept from an earlier one."""
    mode = visit.mode
    result = Result(visit.target.path, mode.name)
    context = browser.new_context(
        viewport={"width": mode.width, "height": HEIGHTS[mode.width]},
        color_scheme=mode.scheme,
        forced_colors="active" if mode.forced else "none",
        reduced_motion="reduce",
        locale="fr-FR",
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(FIRST_VIEW)
    try:
        _Looking(Reader(origin, context.new_page()), visit, result).check()
    except Exception as error:  # a page that can't be checked has failed; the others go on
        result.faults.append(Fault("not checked", "html", f"{type(error).__name__}: {error}"))
    finally:
        context.close()
    return result


class _Looking:
    """A visit under way."""

    def __init__(self, reader: Reader, visit: Visit, result: Result) -> None:
        self.reader, self.page = reader, reader.page
        self.visit, self.result = visit, result

    def check(self) -> None:
        """Make the checks; those that change the page come last."""
        target, mode = self.visit.target, self.visit.mode
        traffic = weight.Traffic(self.page)
        response = self.reader.go(target.path, target.status)
        if mode == WIDE:
            self.result.html = response.text()
        cookies = response.header_values("set-cookie")
        self._note(lambda: [Fault("cookie", "html", value) for value in cookies])
        if mode.is_first_view:
            self._note(lambda: weight.check(traffic, self.result.figures))
        for script in (*((FORCED,) if mode.forced else ()), AXE_SCRIPT, *TOOLS):
            self.page.evaluate(f"{script};null")  # a function as its value would be called
        if mode.is_first_view:
            self._note(lambda: structure.check(self.page))
            self._note(lambda: language.check(self.page, target.language))
            self._note(lambda: targets.check(self.page))
        self._note(lambda: reflow.check(self.page))
        if mode.is_first_view:
            self._note(lambda: reflow.check_spacing(self.page))
        if mode == WIDE:
            self._note(lambda: reflow.check_enlarged(self.page))
        if self.visit.has_walk:
            self._note(lambda: keyboard.check(self.page))
        self._check_unfolded()
        self._note(lambda: axe.check(self.page))
        if target.is_sample:
            self._check_menu()
        self._note(self._problems)

    def _check_unfolded(self) -> None:
        """What a reader opens in the page has to hold as well; axe looks at it with all the rest."""
        if self._unfold("main") and self.visit.mode.is_first_view:
            self._note(lambda: targets.check(self.page, UNFOLDED))
            self._note(lambda: reflow.check(self.page))

    def _check_menu(self) -> None:
        """The menu of narrow windows, which is the same on every page of a type."""
        if not self._unfold(HEADER):
            return
        self._note(lambda: axe.check(self.page, HEADER))
        if self.visit.mode.is_first_view:
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
