"""Forms that ask for a code."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from wagtail.admin.forms.auth import LoginForm

from .second_factor import recovery_codes_left, verify


def code_field(help_text: Any) -> forms.CharField:
    """Return the field for a code; browsers and telephones fill it in by themselves."""
    attributes = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "autocapitalize": "none",
        "spellcheck": "false",
    }
    widget = forms.TextInput(attrs=attributes)
    return forms.CharField(label=_("Code"), max_length=32, widget=widget, help_text=help_text)


class CodeForm(forms.Form):
    """Asks for a code; whoever uses it says whether it was right."""

    code = code_field(_("The six digits that your authenticator app shows now."))

    def refuse(self) -> None:
        """Say that the code wasn't right."""
        self.add_error(
            "code", _("This isn’t the code. Wait until the app shows the next one, and type that.")
        )


class SignInForm(LoginForm):
    """Wagtail's form, with the code. It never says which of the three was wrong."""

    code = code_field(
        _("The six digits that your authenticator app shows now, or one of your recovery codes.")
    )
    remember = None  # nobody stays signed in on a ward's computer

    error_messages = LoginForm.error_messages | {
        "invalid_login": _(
            "The %(username_field)s, the password or the code isn’t right. A code works once: wait until"
            " the app shows the next one, then try again."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].label = _("Password")  # which Wagtail leaves in English
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"

    def clean(self) -> dict[str, Any]:
        """Check the password, then the code; a wrong one counts as a wrong password does."""
        if not self.cleaned_data.get("code"):
            return self.cleaned_data  # who leaves it out learns nothing about the password
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if user is None:
            return cleaned
        user.otp_device = verify(user, cleaned["code"])
        if user.otp_device is None:
            self.user_cache = None
            credentials = {"username": cleaned["username"]}
            user_login_failed.send(__name__, credentials=credentials, request=self.request)
            raise self.get_invalid_login_error()
        if isinstance(user.otp_device, StaticDevice):
            left = recovery_codes_left(user)
            text = ngettext(
                "That recovery code is used up; you have %(left)d left.",
                "That recovery code is used up; you have %(left)d left.",
                left,
            )
            messages.warning(self.request, text % {"left": left})
        return cleaned
