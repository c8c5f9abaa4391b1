"""Write the 500 page of each language to disk, with both centres' telephones."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from centres.services.contacts import contacts
from normandy_centres.errors import PAGES_DIR, bare_page


class Command(BaseCommand):
    """`render_error_pages`: the pages that answer when nothing else does, database included."""

    help = "Write the error pages that need no database."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGES_DIR.mkdir(parents=True, exist_ok=True)
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                content = bare_page(contacts=contacts())
            target = PAGES_DIR / f"500.{language}.html"
            fresh = target.with_suffix(".new")
            fresh.write_text(content, encoding="utf-8")
            fresh.replace(target)
