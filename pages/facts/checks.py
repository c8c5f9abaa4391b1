"""System checks of the register's data files."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from .guard import claims


@register()
def check_claims_file(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """claims.yaml can be read, and each of its entries finds its own example."""
    return [
        Error(
            problem,
            hint="Its first lines explain how it is written.",
            obj="claims.yaml",
            id="pages.E001",
        )
        for problem in claims().problems
    ]
