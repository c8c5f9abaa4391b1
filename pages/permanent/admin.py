"""The pages that are gone, and what takes their place: also for those that went many at once."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from ..tables import DayColumn
from .models import PublicPage


class GonePolicy(ModelPermissionPolicy):
    """The register writes itself: nobody adds to it or deletes from it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in {"add", "delete"} and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"add", "delete"})


class SuccessorOfGoneForm(WagtailAdminModelForm):
    """Says afterwards which page takes the place of one that is gone."""

    class Meta:
        model = PublicPage
        fields = ["replaced_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["replaced_by"])
        # Only pages that are there: they have no successor, and so there are no loops.
        field.queryset = PublicPage.objects.filter(
            language=self.instance.language, gone_on=None
        ).order_by("title")


class GoneIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[PublicPage]:
        return PublicPage.objects.exclude(gone_on=None).select_related("replaced_by")


class GonePagesViewSet(ModelViewSet):
    """Pages that were public and are gone."""

    model = PublicPage
    name = "gone_pages"
    url_prefix = "gone-pages"
    icon = "doc-empty-inverse"
    menu_label = gettext_lazy("Pages that are gone")
    add_to_settings_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = GoneIndexView
    list_display = [
        "title",
        "language",
        DayColumn("gone_on", label=gettext_lazy("Gone on")),
        "replaced_by",
    ]
    list_filter = ["language"]
    search_fields = ["title"]
    ordering = ["-gone_on"]

    def get_form_class(self, for_update: bool = False) -> type[SuccessorOfGoneForm]:
        return SuccessorOfGoneForm


register_permission_policy(PublicPage, GonePolicy(PublicPage))


@hooks.register("register_admin_viewset")
def register_gone_pages() -> GonePagesViewSet:
    """Put the list among the settings, beside the redirects."""
    return GonePagesViewSet()


@hooks.register("after_bulk_action")
def say_where_successors_are_named(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Tell whoever took many pages away at once where to say what takes their place."""
    pages = [item for item in objects if isinstance(item, Page)]
    if action_type in {"delete", "unpublish"} and pages:
        text = _("Old links to these pages now say that they are gone.")
        if GonePolicy(PublicPage).user_has_permission(request.user, "change"):
            link = format_html(
                '<a href="{}">{}</a>', reverse("gone_pages:index"), _("Say what takes their place")
            )
            messages.info(request, format_html("{} {}", text, link))
        else:
            messages.info(request, text)
