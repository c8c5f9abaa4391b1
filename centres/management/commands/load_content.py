"""Load the site's first content from its data files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from centres.loading import load
from centres.loading.run import CONTENT
from pages.loading.content import Content
from pages.loading.writer import ContentError

OUTCOMES = {
    "created": "created",
    "updated": "updated",
    "unchanged": "unchanged",
    "kept": "kept as an editor changed them",
    "gone": "left out as an editor removed them",
}


class Command(BaseCommand):
    """`load_content [FOLDER] [--check]`: may be run again; it never overwrites an edit."""

    help = "Load the content files; run again, it changes only what the files changed and no editor touched."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=CONTENT, help="the content files"
        )
        parser.add_argument("--check", action="store_true", help="check the files, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        content = Content.read(options["folder"])
        if content.problems:
            for problem in content.problems.found:
                self.stderr.write(problem)
            raise CommandError(f"{len(content.problems.found)} problems; nothing was written.")
        if options["check"]:
            self.stdout.write("The content files are in order.")
            return
        quiet = options["verbosity"] == 0

        def progress(items: Any, label: str) -> Any:
            return tqdm(list(items), desc=label, unit="", disable=quiet, leave=False)

        try:
            ledger = load(content, progress)
        except ContentError as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        for outcome, words in OUTCOMES.items():
            if ledger.counts[outcome]:
                self.stdout.write(f"{ledger.counts[outcome]:5} {words}")
