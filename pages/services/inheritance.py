"""What a page takes from those above it where it has nothing of its own."""

from collections.abc import Sequence
from typing import Any


def inherited(ancestors: Sequence[Any], name: str) -> str:
    """Return the nearest non-empty ``name`` of the pages above, the lowest first."""
    return next((value for item in reversed(ancestors) if (value := getattr(item, name, ""))), "")
