"""Delete photographs that were uploaded several at once and never got their words."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.abandoned_uploads import LONGEST, forget_before


class Command(BaseCommand):
    """`forget_uploads`: part of `run_due`; harmless to run again."""

    help = "Delete uploads that have waited too long for their text, with their files."

    def handle(self, *args: Any, **options: Any) -> None:
        count = forget_before(timezone.now() - LONGEST)
        if options["verbosity"] > 1 or count:
            self.stdout.write(f"{count} abandoned uploads deleted.")
