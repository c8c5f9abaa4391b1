"""Write every public page ahead of its readers."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from normandy_centres.page_store.storage import store
from normandy_centres.page_store.upkeep import keep_up
from normandy_centres.page_store.warming import silent, warm
from pages.pictures import make_missing


class Command(BaseCommand):
    """`warm [--seconds N]`: what is stored and still holds is left alone, so that it may be called often."""

    help = "Write to the page store what isn't there yet, in both languages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--seconds", type=float, help="end after so long; the next call goes on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["verbosity"] == 0
        make_missing()
        pages = store()
        if pages is None:
            if not quiet:
                self.stdout.write("The page store is switched off.")
            return
        keep_up()
        progress = silent if quiet else partial(tqdm, desc="Pages", unit="", leave=False)
        done = warm(pages, progress, options["seconds"])
        if not quiet:
            self.stdout.write(f"{done.written} pages written, {done.total} addresses in all.")
