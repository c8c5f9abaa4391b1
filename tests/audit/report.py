"""What the audit found: report.json for programs, report.html for people, a summary on the screen."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from html import escape
from pathlib import Path

from .model import Fault, Result

#: What was measured, and how it is called.
FIGURES = {
    "bytes": "bytes over the wire",
    "requests": "requests",
    "script": "bytes of scripts",
    "style": "bytes of styles",
    "shift": "layout shift",
}
STYLE = """
    :root { color-scheme: light dark; font: 1rem/1.5 sans-serif; }
    body { margin: 1rem auto; max-width: 80rem; padding: 0 1rem; }
    table { border-collapse: collapse; margin-bottom: 2rem; width: 100%; }
    th, td { border-bottom: 1px solid; overflow-wrap: anywhere; padding: .3rem; text-align: start;
      vertical-align: top; }
"""

Place = tuple[Result, Fault]


def by_rule(results: list[Result]) -> dict[str, list[Place]]:
    """Return the faults by rule, the most frequent first."""
    found: dict[str, list[Place]] = defaultdict(list)
    for result in results:
        for fault in result.faults:
            found[fault.rule].append((result, fault))
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def write(folder: Path, results: list[Result], seconds: float) -> None:
    """Write both reports."""
    visits = [asdict(result) for result in results]
    for visit in visits:
        del visit["html"]
    rules = {rule: len(places) for rule, places in by_rule(results).items()}
    data = {"counts": counts(results), "seconds": round(seconds), "rules": rules, "visits": visits}
    (folder / "report.json").write_text(json.dumps(data, ensure_ascii=False, indent=1))
    (folder / "report.html").write_text("\n".join(_html(results, seconds)))


def counts(results: list[Result]) -> dict[str, int]:
    """Return how much was looked at, and how much of it was found wanting."""
    return {
        "pages": len({result.path for result in results}),
        "visits": len(results),
        "checks": sum(result.checks for result in results),
        "faults": sum(len(result.faults) for result in results),
        "accepted": sum(len(result.accepted) for result in results),
    }


def summary(results: list[Result]) -> Iterator[str]:
    """Yield the lines that close the run; the last counts visits with and without a fault."""
    for rule, places in by_rule(results).items():
        pages = {result.path for result, _fault in places}
        result, fault = places[0]
        yield f"{len(places):6}  {rule} ({len(pages)} pages)"
        yield f"        e.g. {result.path} at {result.mode}: {fault.where} ({fault.what[:100]})"
    for name, label in FIGURES.items():
        if worst := _worst(results, name):
            yield f"Most {label}: {worst.figures[name]:,.6g} ({worst.path}, {worst.mode})"
    yield ", ".join(f"{count:,} {name}" for name, count in counts(results).items())
    failed = sum(bool(result.faults) for result in results)
    yield f"{len(results) - failed} passed, {failed} failed"


def _worst(results: list[Result], name: str) -> Result | None:
    measured = [result for result in results if name in result.figures]
    return max(measured, key=lambda result: result.figures[name], default=None)


def _html(results: list[Result], seconds: float) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<style>{STYLE}</style>'
    yield '<meta name="viewport" content="width=device-width"><title>Audit</title>\n<h1>Audit</h1>'
    words = ", ".join(f"{count:,} {name}" for name, count in counts(results).items())
    yield f"<p>{words}; {seconds / 60:.0f} minutes.</p>"
    for rule, places in by_rule(results).items():
        yield f"<h2>{escape(rule)}: {len(places)}</h2>"
        yield from _table(("Page", "Modes", "Where", "What"), _together(places))
    yield "<h2>Measured</h2>"
    measured = [result for result in results if result.figures]
    measured.sort(key=lambda result: -result.figures.get("bytes", 0))
    rows = (
        (item.path, item.mode, *(f"{item.figures.get(name, 0):,.6g}" for name in FIGURES))
        for item in measured
    )
    yield from _table(("Page", "Mode", *FIGURES.values()), rows)


def _together(places: list[Place]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each page and element, with all the modes in which it fails."""
    rows: dict[tuple[str, str], tuple[list[str], str]] = {}
    for result, fault in places:
        modes, _what = rows.setdefault((result.path, fault.where), ([], fault.what))
        if result.mode not in modes:
            modes.append(result.mode)
    for (path, where), (modes, what) in rows.items():
        yield path, ", ".join(modes), where, what


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table>"
