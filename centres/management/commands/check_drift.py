"""Find where the two languages disagree on a figure, a date, a telephone or a name."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Page

from centres.loading.run import CONTENT
from centres.services.names import known_names
from pages.facts.drift import Difference, differences
from pages.facts.page_drift import drift
from pages.loading.content import Content, bilingual_texts


class Command(BaseCommand):
    """`check_drift [--files]`: over the live pages, or over the content files without a database."""

    help = "List what French and English prose don’t both say, outside facts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--files", nargs="?", type=Path, const=CONTENT, help="the content files, not the pages"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = (
            self.in_files(options["files"])
            if options["files"]
            else drift(Page.objects.live().filter(depth__gt=1), known_names())
        )
        for difference in found:
            self.stderr.write(str(difference))
        if found:
            raise CommandError(f"The two languages differ in {len(found)} places.")
        self.stdout.write("The two languages say the same.")

    def in_files(self, folder: Path) -> list[Difference]:
        """Return the differences in content files."""
        content = Content.read(folder)
        return [
            difference
            for place, french, english in bilingual_texts(content)
            for difference in differences(str(place), french, english)
        ]
