"""Accounts for people who are invited: no password is ever chosen for somebody else.

A one-time link is the only way in for somebody who hasn't signed in before, or has lost their device.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from .models import User
from .sign_in.second_factor import app_of

DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Invitation:
    """What came of inviting somebody; without a link they can sign in already."""

    user: User
    created: bool
    link: str | None


def one_time_link(user: User) -> str:
    """Return the address at which somebody sets password and second factor; it ends with its first use."""
    names = {
        "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    return settings.SITE_URL + reverse("wagtailadmin_password_reset_confirm", kwargs=names)


def invite(email: str, groups: list[Group], language: str) -> Invitation:
    """Make an account, or add groups to the one with this address, and mail the link to it.

    Args:
        email: the address; it is also the name with which one signs in.
        groups: of the roles; groups that an account already has stay.
        language: of the mail and, for a new account, of the admin.

    Raises:
        ValidationError: this isn't an address.
    """
    validate_email(email)
    users = get_user_model().objects
    with transaction.atomic():
        user = users.filter(email__iexact=email).first()
        created = user is None
        if user is None:
            user = users.create_user(email, email=email, password=None)
            UserProfile.objects.create(user=user, preferred_language=language)
        user.groups.add(*groups)
    link = None if can_sign_in(user) else send_link(user, language)
    return Invitation(user, created, link)


def can_sign_in(user: User) -> bool:
    """Tell whether somebody has both factors."""
    return user.is_active and user.has_usable_password() and app_of(user) is not None


def send_link(user: User, language: str = "") -> str:
    """Mail somebody a one-time link, and return it for who can't wait for the mail.

    Args:
        user: whom to let in; without an address no mail goes.
        language: of the mail; that of their admin unless it is given.
    """
    link = one_time_link(user)
    if user.email:
        with translation.override(
            language or UserProfile.get_for_user(user).get_preferred_language()
        ):
            _mail(user, link)
    return link


def _mail(user: User, link: str) -> None:
    days = settings.PASSWORD_RESET_TIMEOUT // DAY
    names = {"site": settings.WAGTAIL_SITE_NAME, "username": user.get_username()}
    lines = [
        _("This link lets you in to work on the site %(site)s.") % names,
        "",
        _("Set your password with this link. It works once:"),
        link,
        "",
        ngettext("It is valid for %(days)d day.", "It is valid for %(days)d days.", days)
        % {"days": days},
        _(
            "Have your telephone at hand: after the password you set up the app that gives you codes"
            " to sign in with."
        ),
        _("From then on, sign in as %(username)s.") % names,
        "",
        f"{settings.SITE_URL}{reverse('wagtailadmin_home')}",
        "",
    ]
    send_mail(_("Your account on %(site)s") % names, "\n".join(lines), None, [user.email])
