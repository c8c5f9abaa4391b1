"""List the claims that stand in live pages outside facts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from pages.facts.page_claims import open_findings
from pages.facts.refusal import describe
from pages.models import BasePage, LoadedItem


class Command(BaseCommand):
    """`check_claims`: fails while there are any."""

    help = "List percentages, results, exclusives and absolutes in live pages outside facts."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = LoadedItem.objects.filter(key__startswith="page:")
        keys = dict(loaded.values_list("object_id", "key"))
        count = 0
        for page in Page.objects.live().specific():
            for found in open_findings(page) if isinstance(page, BasePage) else []:
                count += 1
                self.stdout.write(f"{keys.get(page.pk) or page.url_path}: {describe(found)}")
        if count:
            raise CommandError(f"{count} claims outside facts.")
        self.stdout.write("No claims outside facts.")
