"""The system check of the grid."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from .grid import FILE, grid


@register()
def check_grid(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """rgaa.yaml holds all criteria, each with a result that a test stands for."""
    return [
        Error(
            problem,
            hint="Its first lines explain how it is written.",
            obj=FILE.name,
            id="pages.E002",
        )
        for problem in grid().problems
    ]
