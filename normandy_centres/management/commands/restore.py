"""Bring the site back from a backup (`make restore FILE=…`)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from wagtail.models import Page

from normandy_centres.backup.archive import BackupError
from normandy_centres.backup.restoring import restore


class Command(BaseCommand):
    """`restore FILE`: nothing is changed unless all of the archive is as it was written."""

    help = "Make the site what it was when a backup was made."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--no-input", action="store_true", help="don’t ask before a site is replaced"
        )

    def handle(self, *args: Any, file: Path, no_input: bool, **options: Any) -> None:
        if not no_input and _there_is_a_site() and not _is_meant():
            raise CommandError("Nothing was changed.")
        try:
            manifest = restore(file)
        except BackupError as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if options["verbosity"]:
            self.stdout.write(
                f"The site is that of {manifest.made:%Y-%m-%d %H:%M} UTC again, with"
                f" {len(manifest.media)} media files. Everybody has to sign in again. Start it anew:"
                " `make run`, or `manage.py migrate` and a restart of the service."
            )


def _there_is_a_site() -> bool:
    try:
        return Page.objects.filter(depth__gt=1).exists()
    except DatabaseError:
        return False  # no tables yet


def _is_meant() -> bool:
    try:
        return input("This replaces all content of the site. Go on? [yes/no] ").strip() == "yes"
    except EOFError:
        return False
