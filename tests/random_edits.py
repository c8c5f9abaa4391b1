"""How random edits are tried: a few sequences each time, as many as one likes with EDIT_SEQUENCES=100."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, settings

#: How many are asked for; 0 for the few of each time, which are always the same.
SEQUENCES = int(os.environ.get("EDIT_SEQUENCES", "0"))


def sequences_of_edits(few: int) -> settings:
    """Return how many sequences are tried: so few, or as many as are asked for."""
    return settings(
        max_examples=SEQUENCES or few,
        derandomize=not SEQUENCES,
        database=None,
        deadline=None,
        phases=[Phase.generate],  # to find the shortest that fails takes many minutes
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def counts_said(counted: Counter[str]) -> Iterator[None]:
    """Print what a test has counted, also where it passes."""
    counted.clear()
    yield
    print("", *(f"{number} {what}" for what, number in sorted(counted.items())), sep="\n")
