"""Write the error pages of each language to disk, with both centres' telephones."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from centres.services.contacts import contacts
from normandy_centres.errors import PAGES_DIR, STORED, bare_page


class Command(BaseCommand):
    """`render_error_pages`: the pages that answer when nothing else does, database included."""

    help = "Write the error pages that need no database."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGES_DIR.mkdir(parents=True, exist_ok=True)
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                known = contacts()
                pages = {status: bare_page(status, contacts=known) for status in STORED}
            for status, content in pages.items():
                target = PAGES_DIR / f"{status}.{language}.html"
                fresh = target.with_suffix(".new")
                fresh.write_text(content, encoding="utf-8")
                fresh.replace(target)
