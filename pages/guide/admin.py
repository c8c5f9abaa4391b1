"""Where the guide shows in the admin: its addresses and its place in the menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import GuideTaskView, GuideView

#: Wagtail's own help, which lies on its makers' site, in English.
ELSEWHERE = ("editor-guide", "whats-new-in-wagtail")


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the guide its addresses."""
    return [
        path("guide/", GuideView.as_view(), name="guide"),
        path("guide/<slug:name>/", GuideTaskView.as_view(), name="guide_task"),
    ]


@hooks.register("register_help_menu_item")
def register_menu_item() -> MenuItem:
    """Put the guide first in the menu of help."""
    return MenuItem(_("Editor’s guide"), reverse("guide"), icon_name="help", order=10, name="guide")


@hooks.register("construct_help_menu")
def keep_to_this_site(request: HttpRequest, items: list[Any]) -> None:
    """Leave out help that leads to another site."""
    items[:] = [item for item in items if not item.name.startswith(ELSEWHERE)]
