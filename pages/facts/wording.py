"""Wordings with a placeholder for the value."""

import re

PLACEHOLDER = re.compile(r"\{(\w*)\}")


def placeholders(wording: str) -> set[str]:
    """Return the names between braces in a wording."""
    return set(PLACEHOLDER.findall(wording))


def write(wording: str, value: str) -> str:
    """Return a wording with its value in place; braces of other names stay as they are."""
    return wording.replace("{value}", value)
