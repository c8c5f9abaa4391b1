"""Write the headers that nginx adds to stored pages and static files."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from normandy_centres.page_store.front_headers import front_headers, written


class Command(BaseCommand):
    """`nginx_headers`: to be called again whenever a setting changes what browsers are told."""

    help = "Write deploy/headers/ from the settings: one file for each kind of content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "deploy" / "headers")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, headers in front_headers().items():
            (folder / f"{kind}.conf").write_text(written(kind, headers), encoding="utf-8")
