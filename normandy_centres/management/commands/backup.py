"""Back the site up (`make backup`); a timer calls this every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from normandy_centres.backup.archive import BackupError
from normandy_centres.backup.making import make_backup


class Command(BaseCommand):
    """`backup`: where to and how many stay is said by BACKUP_DIR and BACKUP_KEEP."""

    help = (
        "Write one verified archive of database and media, and remove the older ones by the rule."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_backup()
        except BackupError as error:
            raise CommandError(str(error)) from error
        for name in made.manifest.missing:
            self.stderr.write(f"The site names a file that it hasn’t got: {name}")
        if options["verbosity"]:
            size = f"{made.path.stat().st_size / 1e6:.1f} MB"
            self.stdout.write(
                f"{made.path} ({size}): the database and {len(made.manifest.media)} media files, verified."
                f" Older backups removed: {len(made.pruned)}."
            )
