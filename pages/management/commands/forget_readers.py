"""Forget what was kept of yesterday's readers so that each answer counted once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from pages.feedback.counting import forget_before


class Command(BaseCommand):
    """`forget_readers`: part of `run_due`; harmless to run again."""

    help = "Delete the salt and the codes of the days before today; the counts of answers stay."

    def handle(self, *args: Any, **options: Any) -> None:
        forget_before(timezone.localdate())
