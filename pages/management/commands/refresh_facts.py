"""Do what a new day asks of the facts: note changed states, mail those in charge."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.facts.changes import note_changes
from pages.facts.digest import send_digests


class Command(BaseCommand):
    """`refresh_facts`: part of `run_due`; harmless to run again."""

    help = "Note which facts changed state, and mail those in charge of facts to check."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        changed = note_changes(today)
        sent = send_digests(today)
        if options["verbosity"] > 1 or changed or sent:
            self.stdout.write(f"{len(changed)} facts changed state, {sent} digests sent.")
