"""Setting password and second factor, by a one-time link or from one's own account."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.log_actions import log

from ..models import User
from . import second_factor
from .forms import CodeForm


class SetPassword(PasswordResetConfirmView):
    """Where a one-time link leads: the password, then the second factor of who has none.

    Whoever has one has only forgotten the password, and signs in with both.
    """

    template_name = "wagtailadmin/account/password_reset/confirm.html"
    success_url = reverse_lazy("wagtailadmin_password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        done = super().form_valid(form)
        user = cast(User, self.user)
        if second_factor.app_of(user):
            return done
        second_factor.begin_enrolment(self.request, user)
        return redirect("enrolment")


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: HttpRequest) -> HttpResponse:
    """Show the app's secret, and sign in whoever sends the code that it gives."""
    app = second_factor.being_enrolled(request)
    if app is None:
        return redirect("wagtailadmin_login")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        codes = second_factor.enrol(app, form.cleaned_data["code"])
        if codes:
            del request.session[second_factor.ENROLLING]
            login(request, app.user, "django.contrib.auth.backends.ModelBackend")
            return _show(request, codes)
        form.refuse()
    context = {
        "form": form,
        "app": app,
        "qr_code": second_factor.qr_code(app),
        "secret": second_factor.secret(app),
    }
    return render(request, "sign_in/enrolment.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Let somebody look after their own second factor and sessions.

    What would let another person in for good asks for a code: an unattended computer isn't enough.
    """
    user = cast(User, request.user)
    if "end_sessions" in request.POST:
        return _end_other_sessions(request, user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if second_factor.verify(user, form.cleaned_data["code"]) is None:
            form.refuse()
        elif "another_app" in request.POST:
            second_factor.begin_enrolment(request, user)
            return redirect("enrolment")
        else:
            return _show(request, second_factor.new_recovery_codes(user))
    context = {
        "form": form,
        "app": second_factor.app_of(user),
        "left": second_factor.recovery_codes_left(user),
    }
    return render(request, "sign_in/own.html", context)


def _end_other_sessions(request: HttpRequest, user: User) -> HttpResponseRedirect:
    user.end_sessions()
    update_session_auth_hash(request, user)
    log(user, "users.sessions_ended")
    messages.success(request, _("You are signed in here only."))
    return redirect("own_sign_in")


def _show(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "sign_in/recovery_codes.html", {"codes": codes})
