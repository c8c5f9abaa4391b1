"""What an administrator does for somebody who can't sign in, or who shouldn't be signed in any more."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import log

from ..invitations import send_link
from ..models import User
from . import second_factor
from .forms import CodeForm


def may_administer(administrator: User, user: User) -> bool:
    """Tell whether somebody may act on another's account: not on their own, nor on one that may do more."""
    return (
        administrator.has_perm("users.change_user")
        and administrator != user
        and (administrator.is_superuser or not user.is_superuser)
    )


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_of(request: HttpRequest, user_id: int) -> HttpResponse:
    """End somebody's sessions, or take away their second factor and give them a new one-time link.

    The second asks the administrator for a code, and shows the link that was mailed, once.
    """
    administrator = cast(User, request.user)
    user = get_object_or_404(get_user_model(), pk=user_id)
    if not may_administer(administrator, user):
        raise PermissionDenied
    names = {"name": get_user_display_name(user)}
    if "end_sessions" in request.POST:
        user.end_sessions()
        log(user, "users.sessions_ended")
        messages.success(request, _("%(name)s is signed in nowhere now.") % names)
        return redirect("sign_in_of", user.pk)
    form = CodeForm(request.POST or None)
    link = ""
    if form.is_valid():
        if second_factor.verify(administrator, form.cleaned_data["code"]):
            second_factor.reset(user, by=administrator)
            link = send_link(user)
        else:
            form.refuse()
    context = names | {
        "person": user,
        "form": form,
        "link": link,
        "app": second_factor.app_of(user),
        "left": second_factor.recovery_codes_left(user),
    }
    return render(request, "sign_in/of_user.html", context)
