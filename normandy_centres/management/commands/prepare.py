"""Prepare the site for its server; a service calls this before each start."""

from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError

from normandy_centres import catalogues, startup


class Command(BaseCommand):
    """`prepare`: what `serve` does before it serves; what didn't change is left alone."""

    help = (
        "Migrate, build fonts and static files, load roles and, where there is none, the content."
    )
    requires_system_checks = ()  # they read the addresses, which are translated: see handle()

    def handle(self, *args: Any, **options: Any) -> None:
        catalogues.compile_stale()
        self.check()
        try:
            self.stdout.write(startup.prepare(Event()), ending="")
        except (OperationalError, InterfaceError):
            self.stderr.write("The database doesn’t answer: only what needs none is prepared.")
            startup.prepare_without_database()
