"""Make an account for somebody, with a link for setting password and second factor."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from normandy_centres.users import roles
from normandy_centres.users.invitations import invite


class Command(BaseCommand):
    """`invite EMAIL --role ROLE [--role ROLE] [--language fr]`."""

    help = "Make an account in one or more roles; print and mail the one-time link to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--role", action="append", required=True, choices=sorted(roles.read().roles)
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="of the mail and of the admin",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = roles.read().roles
        names = [known[key].group for key in options["role"]]
        groups = list(Group.objects.filter(name__in=names))
        if len(groups) < len(set(names)):
            raise CommandError("The roles aren't set up yet: run `manage.py setup_roles` first.")
        try:
            invitation = invite(options["email"], groups, options["language"])
        except ValidationError as error:
            raise CommandError(f"“{options['email']}”: {' '.join(error.messages)}") from error
        done = "created" if invitation.created else "was there already and now has these roles too"
        self.stdout.write(f"Account {invitation.user.get_username()}: {done}.")
        if invitation.link:
            self.stdout.write(f"Mailed; the link to it, which works once:\n{invitation.link}")
        else:
            self.stdout.write("They can sign in already, so that no link was made.")
