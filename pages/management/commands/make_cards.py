"""Make the share cards that are missing, and remove those that nothing shows any more."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from pages.services.keeping import content_changed
from pages.sharing.cards import GENERAL
from pages.sharing.drawing import draw_general
from pages.sharing.making import kept_names, make, remove, wanted

#: How many are drawn without `--all`: `run_due` must soon be done.
FEW = 5


class Command(BaseCommand):
    """`make_cards [--all | --general]`: publishing makes a page's own; this, what follows from others."""

    help = "Draw the share cards that are missing: a few, or all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help=f"all, and not just {FEW}")
        parser.add_argument(
            "--general",
            action="store_true",
            help="draw the one for pages without, which is part of the code",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["general"]:
            target = Path(settings.STATICFILES_DIRS[0]) / GENERAL
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(draw_general())
            return
        cards = wanted()
        kept = set(kept_names())
        remove(kept - {card.name for card in cards})
        missing = [card for card in cards if card.name not in kept]
        chosen = missing if options["all"] else missing[:FEW]
        quiet = options["verbosity"] == 0
        for card in tqdm(chosen, desc="Share cards", unit="", disable=quiet, leave=False):
            make(card)
        if chosen:
            content_changed.send(sender=type(self))  # the pages name their cards from now on
        if not quiet:
            self.stdout.write(f"{len(chosen)} made, {len(cards)} in all.")
