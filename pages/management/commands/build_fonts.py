"""Cut the site's fonts from their packages."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from tqdm import tqdm

from ...fonts import CUTS, build


class Command(BaseCommand):
    """Write static/fonts/*.woff2 unless they are up to date."""

    help = (
        "Cuts the site's fonts from their packages into static/fonts; does nothing when up to date."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.STATICFILES_DIRS[0]) / "fonts"
        hidden = options["verbosity"] == 0
        written = build(
            folder,
            lambda cuts: tqdm(cuts, total=len(CUTS), desc="Fonts", disable=hidden, leave=False),
        )
        if hidden:
            return
        size = sum(file.stat().st_size for file in folder.glob("*.woff2"))
        done = f"{len(written)} fonts written" if written else "Fonts are up to date"
        self.stdout.write(f"{done} ({size / 1000:.0f} kB).")
