"""How readers' answers show in the admin: the report and its place in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .report import AnswersReportView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/answers/", AnswersReportView.as_view(), name="feedback_report"),
        path(
            "reports/answers/results/",
            AnswersReportView.as_view(results_only=True),
            name="feedback_report_results",
        ),
    ]


class AnswersMenuItem(MenuItem):
    """The report in the menu, for those who may edit some page."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Page)
        return policy.user_has_any_permission(request.user, ["change"])


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put the report among the others."""
    return AnswersMenuItem(
        _("Readers’ answers"), reverse("feedback_report"), icon_name="help", order=20
    )
