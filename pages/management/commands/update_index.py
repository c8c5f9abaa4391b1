"""Wagtail's `update_index`, which also writes the readers' search anew."""

from typing import Any

from modelsearch.management.commands.rebuild_modelsearch_index import Command as RebuildCommand

from pages.search.indexing import rebuild


class Command(RebuildCommand):
    """Rebuild the admin's index and that of the readers' search."""

    def handle(self, **options: Any) -> None:
        super().handle(**options)
        count = rebuild()
        if options["verbosity"]:
            self.stdout.write(f"search: {count} pages")
