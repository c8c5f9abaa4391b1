"""Fail while a string of the interface lacks its French."""

from django.core.management.base import BaseCommand, CommandError

from normandy_centres import catalogues


class Command(BaseCommand):
    help = "Check that the French catalogue has every string, none empty, none fuzzy."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        problems = list(catalogues.problems())
        if problems:
            listing = "\n".join(f"  {problem}" for problem in problems)
            raise CommandError(
                f"The French catalogue is not complete ({len(problems)}):\n{listing}\n"
                f"`make messages` adds what is missing to {catalogues.catalogue_path()}."
            )
        self.stdout.write("The French catalogue is complete.")
