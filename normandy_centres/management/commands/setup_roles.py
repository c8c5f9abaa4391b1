"""Put the roles of users/roles.yaml into groups, collections and workflows."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from normandy_centres.users import roles
from normandy_centres.users.setup import set_up


class Command(BaseCommand):
    """`setup_roles [FILE]`: may be run again; it takes nothing away that was allowed by hand."""

    help = "Create or complete the groups, collections and workflows of the roles."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=roles.FILE, help="the roles")

    def handle(self, *args: Any, **options: Any) -> None:
        done: list[str] = []
        try:
            set_up(roles.read(options["file"]), done.append)
        except (roles.RolesError, OSError) as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if options["verbosity"]:
            for line in done or ["The roles are set up as the file says."]:
                self.stdout.write(line)
