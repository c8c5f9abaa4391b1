"""Hold back what is due and must not be published; run just before Wagtail's publish_scheduled."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.facts.scheduling import hold_due


class Command(BaseCommand):
    """`hold_scheduled`: looks again at what is due."""

    help = "Hold due pages that make claims or rest on a lapsed fact, and tell their editors."

    def handle(self, *args: Any, **options: Any) -> None:
        for hold in hold_due():
            if options["verbosity"]:
                self.stdout.write(f"Held: {hold.page.get_admin_display_title()}")
