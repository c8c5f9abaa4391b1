"""The audit from its first step to its last."""

import argparse
import sys
import time
from fnmatch import fnmatchcase
from pathlib import Path

from django.conf import settings

from ..__main__ import BrowserMissingError, build_fonts, find_browser
from . import exceptions, gallery, report, runner, validity
from .model import LOADS, MODES, Fault, Result, Target, Visit
from .site import clear, serve_site
from .visit import look


def run(arguments: list[str]) -> int:
    """Look at everything, write the report, and tell whether anything is wrong."""
    options = _parser().parse_args(arguments)
    folder = Path(settings.VAR_DIR) / "audit"
    folder.mkdir(parents=True, exist_ok=True)
    clear(folder)
    begun = time.monotonic()
    try:
        accepted = exceptions.read()
        chromium = find_browser()
        if options.accept:
            return accept(options, chromium, folder)
        checker = validity.find_checker(folder)
        build_fonts()
        results = look_at_all(options, chromium, checker, folder)
    except (BrowserMissingError, validity.CheckerMissingError, ValueError) as error:
        print(f"make audit: {error}", file=sys.stderr)
        return 1
    unused = exceptions.apply(accepted, results)
    if unused and not (options.only or options.samples):
        faults = [Fault("exception of no use", entry.where, entry.rule) for entry in unused]
        results.append(Result(exceptions.FILE.name, "exceptions", faults))
    seconds = time.monotonic() - begun
    report.write(folder, results, seconds)
    print(f"Took {seconds / 60:.1f} minutes. Report: {folder / 'report.html'}")
    print(*report.summary(results), sep="\n")
    return int(not results or any(result.faults for result in results))


def look_at_all(
    options: argparse.Namespace, chromium: str, checker: list[str], folder: Path
) -> list[Result]:
    """Return what came of every visit, in the order of the pages."""
    with serve_site(folder) as (origin, found):
        targets = [target for target in found if _is_wanted(target, options)]
        visits = [Visit(target, modes) for target in targets for modes in LOADS]
        results = list(runner.run(look, visits, origin, chromium))
        known = gallery.looks(folder, gallery.choose_tolerance(chromium))
        components = [at for at in known if _is_wanted_path(at.path, options)]
        results += runner.run(gallery.look, components, origin, chromium)
    if not options.only:
        results += gallery.of_nothing(known)
    results += validity.check(checker, [item for item in results if item.html], folder / "html")
    modes = {mode.name: number for number, mode in enumerate(MODES)}
    return sorted(results, key=lambda item: (item.path, modes.get(item.mode, len(modes))))


def accept(options: argparse.Namespace, chromium: str, folder: Path) -> int:
    """Let the components look from now on as they look now (`make accept`)."""
    build_fonts()
    if not options.only:
        gallery.begin_anew(chromium)
    with serve_site(folder) as (origin, _targets):
        found = gallery.looks(folder, None)
        wanted = [at for at in found if _is_wanted_path(at.path, options)]
        results = list(runner.run(gallery.look, wanted, origin, chromium))
    print(*report.summary(results), sep="\n")
    return int(not results or any(result.faults for result in results))


def _is_wanted(target: Target, options: argparse.Namespace) -> bool:
    if options.samples and not target.is_sample:
        return False
    return _is_wanted_path(target.path, options)


def _is_wanted_path(path: str, options: argparse.Namespace) -> bool:
    return not options.only or any(fnmatchcase(path, item) for item in options.only)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.audit")
    parser.add_argument(
        "only", nargs="*", metavar="PATH", help="only these pages: / '/en/*' (default: all)"
    )
    parser.add_argument(
        "--accept", action="store_true", help="take the pictures of the gallery anew"
    )
    parser.add_argument("--samples", action="store_true", help="one page of each type only")
    return parser
