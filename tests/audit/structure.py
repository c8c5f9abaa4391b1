"""The heading outline, the purpose of links, the names of pictures."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from .model import Fault

Found = list[dict[str, Any]]

#: Names that say nothing about where a link leads.
VAGUE = {
    *("click here", "here", "more", "read more", "learn more", "see", "see more", "details"),
    *("link", "this link", "this page", "go", "continue", "next", "view", "open"),
    *("cliquez ici", "ici", "plus", "lire plus", "lire la suite", "la suite", "suite", "voir"),
    *("en savoir plus", "voir plus", "détails", "lien", "ce lien", "cette page", "ouvrir"),
}


def check(page: Page) -> Iterator[Fault]:
    """Yield what is wrong with the page's structure; axe has to be loaded."""
    found = page.evaluate("() => audit.structure()")
    yield from headings(found["headings"])
    yield from links(found["links"])
    yield from pictures(found["pictures"])


def headings(found: Found) -> Iterator[Fault]:
    """One first heading, no level skipped on the way down, none empty."""
    first = [heading for heading in found if heading["level"] == 1]
    if len(first) != 1:
        yield Fault("headings: one h1", "html", f"{len(first)} headings of level 1")
    level = 0
    for heading in found:
        if not heading["text"]:
            yield Fault("headings: empty", heading["where"], f"an empty h{heading['level']}")
        if heading["level"] > level + 1:
            what = f"h{heading['level']} “{heading['text']}” after h{level}"
            yield Fault("headings: skipped level", heading["where"], what)
        level = heading["level"]


def links(found: Found) -> Iterator[Fault]:
    """Each link says where it leads: not nothing, not "here", not two things by one name."""
    targets: dict[str, dict[str, str]] = {}
    for link in found:
        name = link["name"].casefold().strip(" .…:>»→")
        if not name:
            yield Fault("links: empty", link["where"], f"a link to {link['target']} has no name")
            continue
        if name in VAGUE:
            yield Fault("links: vague", link["where"], f"“{link['name']}”")
        known = targets.setdefault(name, {})
        if known and link["target"] not in known:
            other, place = next(iter(known.items()))
            what = f"“{link['name']}” leads to {link['target']}, and at {place} to {other}"
            yield Fault("links: one name, two targets", link["where"], what)
        known.setdefault(link["target"], link["where"])


def pictures(found: Found) -> Iterator[Fault]:
    """A picture has a name or is hidden from those who can't see it."""
    for picture in found:
        if not picture["name"]:
            what = f"<{picture['kind']}> has neither a name nor aria-hidden"
            yield Fault("pictures: no name", picture["where"], what)
        elif picture["kind"] == "svg" and picture["role"] not in {
            "img",
            "group",
            "graphics-document",
        }:
            what = f"a drawing with a name and the role “{picture['role']}”"
            yield Fault("pictures: no role", picture["where"], what)
