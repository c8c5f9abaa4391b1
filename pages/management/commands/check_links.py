"""Check the links to other sites."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from tqdm import tqdm

from pages.links.checking import check, due, register
from pages.links.fetching import Answer
from pages.links.models import ExternalLink, Status
from pages.links.places import collect


def natural(text: str) -> int:
    """Return a number that isn't negative, as typed."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


class Command(BaseCommand):
    """`check_links [--older-than DAYS] [--limit N]`: exit code 1 where links are broken."""

    help = "Ask every external address whether it still works, and list the broken ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--older-than",
            type=natural,
            metavar="DAYS",
            help="leave out what was checked within so many days",
        )
        parser.add_argument("--limit", type=natural, metavar="N", help="check at most so many")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            places = collect()
            register(places)
            links = due(options["older_than"], options["limit"])
            quiet = options["verbosity"] == 0

            def bar(found: Iterator[Answer | None], total: int) -> Any:
                # Nothing but a terminal has a use for a bar.
                return tqdm(found, total=total, unit="link", disable=True if quiet else None)

            asked = check(links, bar=bar)
            if not quiet:
                self.summarise(len(links), asked)
            broken = list(ExternalLink.objects.broken())
            for link in broken:
                self.stderr.write(f"{link.url}: {link.state_label}")
                for place in places.by_url.get(link.url, []):
                    self.stderr.write(f"    {place}")
        if broken:
            raise CommandError(f"{len(broken)} links are broken.")

    def summarise(self, wanted: int, asked: int) -> None:
        """Say how many addresses are in which state."""
        counts = Counter(ExternalLink.objects.values_list("status", flat=True))
        states = [f"{counts[status]} {status.label}" for status in Status if counts[status]]
        self.stdout.write(f"{asked} of {wanted} addresses checked. {', '.join(states)}.")
