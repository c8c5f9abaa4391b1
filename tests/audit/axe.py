"""axe-core: WCAG 2.2 A, AA and AAA and its best practices, with contrast."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from ..browser.test_accessibility import OPTIONS
from .model import Fault


def check(page: Page, within: str | None = None) -> Iterator[Fault]:
    """Yield each node that breaks a rule, on the page or within elements."""
    context = f"{{include: [['{within}']]}}" if within else "document"
    results = page.evaluate(f"(options) => axe.run({context}, options)", OPTIONS)
    for violation in results["violations"]:
        for node in violation["nodes"]:
            where = " ".join(map(str, node["target"]))
            yield Fault(f"axe {violation['id']}", where, f"{violation['help']}: {_reason(node)}")


def _reason(node: dict[str, Any]) -> str:
    checks = node["any"] + node["all"] + node["none"]
    return "; ".join(check["message"] for check in checks[:2])
