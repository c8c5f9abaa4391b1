"""Do everything that is due now; a timer calls this every minute."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from normandy_centres.alone import alone
from normandy_centres.health import note_run

#: Done once, whichever machine comes first. In this order: what must not be published is held first; what is
#: published now shows on the pages written after it.
DUE = [
    "hold_scheduled",
    "publish_scheduled",
    "refresh_facts",
    "forget_readers",
    "clearsessions",
    "make_cards",
    "forget_uploads",
]
#: Done on each machine, for itself.
HERE = ["render_error_pages"]
#: Writing pages ahead must leave time for readers and for the next minute.
WARM_SECONDS = 20


class Command(BaseCommand):
    """`run_due`: scheduled publishing and expiry, then what follows from them."""

    help = "Publish what is scheduled, and refresh what depends on the day."

    def handle(self, *args: Any, **options: Any) -> None:
        with alone() as mine:
            for name in DUE if mine else ():
                call_command(name, verbosity=options["verbosity"])
        for name in HERE:
            call_command(name, verbosity=options["verbosity"])
        call_command("warm", seconds=WARM_SECONDS, verbosity=options["verbosity"])
        note_run()
