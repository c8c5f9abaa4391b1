"""What somebody is writing survives the end of their session: see static/js/admin/safe-editing.js."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_url() -> list[URLPattern]:
    """Give the view its address; Wagtail refuses it to who isn't signed in."""
    return [path("signed-in/", signed_in, name="signed_in")]


def signed_in(request: HttpRequest) -> JsonResponse:
    """Say to an open form that its editor is signed in, with the token that it has to send now."""
    return JsonResponse({"csrf_token": get_token(request)})
