"""How signing in shows in the admin: in one's own account, in the list of users, in the log."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button

from .invitations import send_link
from .models import User
from .sign_in import administering, views

#: What the log says of each thing that happens to somebody's account.
LOGGED = {
    "users.second_factor_enrolled": gettext_lazy("Set up the app that gives codes"),
    "users.second_factor_reset": gettext_lazy("Took away password and second factor"),
    "users.recovery_codes_made": gettext_lazy("Made new recovery codes"),
    "users.recovery_code_used": gettext_lazy("Used a recovery code"),
    "users.sessions_ended": gettext_lazy("Ended sessions"),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Let the log name them."""
    for action, words in LOGGED.items():
        actions.register_action(action, words, words)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the pages their addresses; Wagtail refuses them to who isn't signed in."""
    return [
        path("account/sign-in/", views.own, name="own_sign_in"),
        path("users/sign-in/<int:user_id>/", administering.sign_in_of, name="sign_in_of"),
    ]


@hooks.register("register_account_menu_item")
def register_account_menu_item(request: HttpRequest) -> dict[str, Any]:
    """Lead from one's account to one's second factor."""
    return {
        "url": reverse("own_sign_in"),
        "label": _("Second factor and sessions"),
        "help_text": _("Another telephone, new recovery codes, signing out everywhere else."),
    }


@hooks.register("register_user_listing_buttons")
def register_listing_button(user: User, request_user: User) -> Iterator[Button]:
    """Lead from the list of users to what can be done about how they sign in."""
    if administering.may_administer(request_user, user):
        address = reverse("sign_in_of", args=[user.pk])
        yield Button(_("Sign-in and sessions"), address, icon_name="key")


@hooks.register("after_create_user")
def invite_new_user(request: HttpRequest, user: User) -> None:
    """Mail a one-time link to whoever gets an account in the admin: nobody chooses their password."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    send_link(user)
    messages.success(
        request, _("A one-time link was mailed to %(address)s.") % {"address": user.email}
    )
