"""axe-core: WCAG 2.2 A, AA and AAA and its best practices, with contrast.

Where nothing but colours has changed, only the rules about colours are asked again.
"""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from ..browser.test_accessibility import OPTIONS
from .model import Fault

COLOURS = {
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"],
    },
    "resultTypes": ["violations"],
}


def check(page: Page, within: str | None = None, *, colours: bool = False) -> Iterator[Fault]:
    """Yield each node that breaks a rule (or a rule about colours), on the page or within elements."""
    context = f"{{include: [['{within}']]}}" if within else "document"
    script = f"async (options) => (await axe.run({context}, options)).violations"
    for violation in page.evaluate(script, COLOURS if colours else OPTIONS):
        for node in violation["nodes"]:
            where = " ".join(map(str, node["target"]))
            yield Fault(f"axe {violation['id']}", where, f"{violation['help']}: {_reason(node)}")


def _reason(node: dict[str, Any]) -> str:
    checks = node["any"] + node["all"] + node["none"]
    return "; ".join(check["message"] for check in checks[:2])
