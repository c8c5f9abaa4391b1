"""Bring the French catalogue up to date with the code (`make messages`)."""

from django.core.management.base import BaseCommand

from normandy_centres import catalogues


class Command(BaseCommand):
    help = "Add new strings to the French catalogue and drop unused ones; translations stay."
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:
        catalogue = catalogues.update()
        todo = sum(1 for message in catalogue if message.id and not message.string)
        self.stdout.write(f"{len(catalogue)} strings, {todo} to translate.")
