"""Every component of the gallery (pages/gallery/), compared with the picture accepted last.

`make accept` takes the pictures anew; they are in accepted/, for everybody to look at.
"""

import re
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from django.urls import reverse
from django.utils import translation
from PIL import Image
from playwright.sync_api import Browser, Page

from pages.gallery.register import sections

from ..browser.conftest import HEIGHTS, PATIENCE
from ..browser.reader import Reader
from . import axe, pictures, reflow, weight
from .model import Fault, Mode, Result
from .pictures import Tolerance
from .visit import TOOLS

ACCEPTED = Path(__file__).with_name("accepted")
VERSION = ACCEPTED / "chromium.txt"
#: Both widths, schemes and languages, in as few pictures as show them all.
VIEWS = (("fr", Mode(320, "light")), ("en", Mode(1280, "dark")))
#: Wider than this, pixels: a wide window.
WIDE = 640
#: All that is folded, but for the menu: it would lie on what follows it.
UNFOLD = """async () => {
    for (const item of document.querySelectorAll("main details:not(header *)")) item.open = true;
    await document.fonts.ready;
}"""
#: What a page has once and a page of cases has several times, or not at all.
NOT_OF_CASES = {
    *("axe duplicate-id", "axe duplicate-id-aria", "axe heading-order", "axe region"),
    *("axe identical-links-same-purpose", "axe page-has-heading-one", "axe empty-heading"),
    *("axe landmark-no-duplicate-banner", "axe landmark-no-duplicate-contentinfo"),
    *("axe landmark-unique", "axe landmark-banner-is-top-level", "axe skip-link"),
    *("axe landmark-contentinfo-is-top-level", "axe landmark-complementary-is-top-level"),
}


@dataclass(frozen=True)
class Look:
    """A component in a language and a mode.

    Attributes:
        seen: the folder for what differs.
        tolerance: for the comparison; without one, the new picture is accepted.
    """

    name: str
    language: str
    mode: Mode
    path: str
    seen: Path
    tolerance: Tolerance | None

    @property
    def file(self) -> str:
        scheme = f"-{self.mode.scheme}" if self.mode.scheme != "light" else ""
        return f"{self.name.replace('/', '-')}-{self.language}-{self.mode.width}{scheme}.webp"


def looks(folder: Path, tolerance: Tolerance | None) -> list[Look]:
    """Return how to look at every component."""
    found = []
    for name in sections():
        for language, mode in VIEWS:
            with translation.override(language):
                path = reverse("gallery-component", args=[name])
            found.append(Look(name, language, mode, path, folder / "gallery", tolerance))
    return found


def choose_tolerance(chromium: str) -> Tolerance:
    """Return how exact to be with this Chromium; say so where it isn't the one that was accepted."""
    accepted = VERSION.read_text().strip() if VERSION.exists() else "no version"
    version = version_of(chromium)
    if version == accepted:
        return pictures.SAME
    print(
        f"Gallery: the accepted pictures are of Chromium {accepted}, this is {version}: up to"
        f" {pictures.OTHER.share:.0%} of their pixels may differ. `make accept` renews them."
    )
    return pictures.OTHER


def version_of(chromium: str) -> str:
    """Return the major version of Chromium."""
    said = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"(\d+)\.", said.stdout)
    return found[1] if found else "unknown"


def look(browser: Browser, origin: str, at: Look) -> list[Result]:
    """Check a component, and compare it with its accepted picture or let that be the new one."""
    result = Result(at.path, at.mode.name)
    context = browser.new_context(
        viewport={"width": at.mode.width, "height": HEIGHTS[at.mode.width]},
        color_scheme=at.mode.scheme,
        reduced_motion="reduce",
        locale="fr-FR",
        service_workers="block",
    )
    context.set_default_timeout(PATIENCE)
    try:
        reader = Reader(origin, context.new_page())
        reader.go(at.path)
        weight.wait_for_faces(reader.page)
        seen = _take(reader.page)
        if at.tolerance is None:
            pictures.keep(seen, ACCEPTED / at.file, effort=4)
        else:
            result.faults += _compare(at, seen, at.tolerance)
            result.faults += _check(reader.page)
            result.checks += 3
        result.faults += [Fault("console", "html", item) for item in reader.found_problems()]
    except Exception as error:  # a component that can't be looked at has failed; the others go on
        result.faults.append(Fault("not checked", "html", f"{type(error).__name__}: {error}"))
    finally:
        context.close()
    return [result]


def _take(page: Page) -> Image.Image:
    page.evaluate(UNFOLD)
    picture = Image.open(BytesIO(page.locator("main").screenshot(animations="disabled")))
    # A wide picture shows as much at half its size, and is small enough for the repository.
    return picture.reduce(2) if picture.width > WIDE else picture


def _check(page: Page) -> list[Fault]:
    """What isn't about a page as a whole: reflow, folded and unfolded, and axe."""
    page.evaluate(f"{AXE_SCRIPT};{TOOLS};null")
    found = list(reflow.check(page))
    page.evaluate("() => audit.unfold('main')")
    found += reflow.check(page)
    found += axe.check(page, "main")
    return list(dict.fromkeys(fault for fault in found if fault.rule not in NOT_OF_CASES))


def _compare(at: Look, seen: Image.Image, tolerance: Tolerance) -> list[Fault]:
    file = ACCEPTED / at.file
    if not file.exists():
        pictures.keep(seen, at.seen / at.file)
        return [Fault("picture: none accepted", at.name, f"see {at.seen / at.file}; make accept")]
    with Image.open(file) as accepted:
        difference = pictures.compare(accepted, seen, tolerance.step)
    if difference.share <= tolerance.share:
        return []
    pictures.keep(seen, at.seen / at.file)
    shown = at.seen / f"{file.stem}-difference.webp"
    pictures.keep(difference.picture, shown)
    what = f"{difference.share:.2%} of its pixels differ, see {shown}"
    return [Fault("picture: differs", f"{at.name} in {at.language}", what)]


def begin_anew(chromium: str) -> None:
    """Forget the accepted pictures, those of components that are gone as well, and note the version."""
    for file in ACCEPTED.glob("*.webp"):
        file.unlink()
    ACCEPTED.mkdir(exist_ok=True)
    VERSION.write_text(f"{version_of(chromium)}\n")


def of_nothing(found: list[Look]) -> list[Result]:
    """Return a result with a fault for each accepted picture of a component that is gone."""
    known = {at.file for at in found}
    faults = [
        Fault("picture: of nothing", file.name, "its component is gone; make accept")
        for file in sorted(ACCEPTED.glob("*.webp"))
        if file.name not in known
    ]
    return [Result(ACCEPTED.name, "gallery", faults, checks=1)]
