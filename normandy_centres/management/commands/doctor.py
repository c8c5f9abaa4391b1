"""Examine a real installation, and say what to do (`manage.py doctor`)."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from normandy_centres import catalogues
from normandy_centres.doctor import examine


class Command(BaseCommand):
    """`doctor [--language en]`: ends with 1 where something keeps the site from its work."""

    help = "Look at settings, database, folders, mail, timers and backups, and say what to do."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--language", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE
        )

    def handle(self, *args: Any, language: str, **options: Any) -> None:
        catalogues.compile_stale()
        severe = doubtful = 0
        with translation.override(language):
            for found in examine():
                severe += found.severe
                doubtful += bool(found.do) and not found.severe
                mark = self.style.ERROR("✗") if found.severe else "✓"
                if found.do and not found.severe:
                    mark = self.style.WARNING("!")
                self.stdout.write(f"{mark} {found.about:<20} {found.said}")
                if found.do:
                    self.stdout.write(f"    → {found.do}")
            self.stdout.write(
                _("Failures: %(severe)s. Worth a look: %(doubtful)s.")
                % {"severe": severe, "doubtful": doubtful}
            )
        if severe:
            sys.exit(1)
