"""Look at somebody's second factor, or take it away, without a browser."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from normandy_centres.users.invitations import one_time_link
from normandy_centres.users.sign_in.second_factor import app_of, recovery_codes_left
from normandy_centres.users.sign_in.second_factor import reset as take_away


class Command(BaseCommand):
    """`second_factor USER [--reset]`."""

    help = (
        "Say whether somebody has a second factor. --reset takes away password and second factor, ends"
        " all sessions and prints a one-time link that sets both anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reset", action="store_true")

    def handle(self, *args: Any, username: str, reset: bool, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is nobody called “{username}”.")
        if reset:
            take_away(user, by=None)
            self.stdout.write(
                f"{username} is signed out everywhere; the link that lets them in again, once:"
                f"\n{one_time_link(user)}"
            )
        elif app := app_of(user):
            left = recovery_codes_left(user)
            self.stdout.write(
                f"{username} has an app since {app.created_at:%Y-%m-%d} and {left} recovery codes."
            )
        else:
            self.stdout.write(f"{username} has no second factor and can’t sign in.")
