"""How translations show in the admin: addresses, the report in its menu, and what the history says."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import PageLogEntry

from .report import TranslationReportView
from .tracking import CONFIRMED
from .views import ChangesView, TranslateView, mark_up_to_date


# Before simple_translation's, so that its address, and its buttons everywhere, lead to our view.
@hooks.register("register_admin_urls", order=-1)
def register_urls() -> list[URLPattern]:
    """Give the views their addresses."""
    return [
        path("translation/submit/page/<int:page_id>/", TranslateView.as_view()),
        path(
            "translation/<int:page_id>/changes/", ChangesView.as_view(), name="translation_changes"
        ),
        path("translation/<int:page_id>/up-to-date/", mark_up_to_date, name="translation_confirm"),
        path("reports/translations/", TranslationReportView.as_view(), name="translation_report"),
        path(
            "reports/translations/results/",
            TranslationReportView.as_view(results_only=True),
            name="translation_report_results",
        ),
    ]


class TranslationMenuItem(MenuItem):
    """The list of translations in the menu of reports, for those who may edit pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put the list among the reports."""
    return TranslationMenuItem(
        gettext_lazy("Translations"),
        reverse("translation_report"),
        name="translations",
        icon_name="globe",
        order=20,
    )


@hooks.register("register_log_actions")
def register_confirmation(actions: Any) -> None:
    """Let a page's history say that somebody marked it as up to date."""

    @actions.register_action(CONFIRMED)
    class ConfirmationFormatter(LogFormatter):
        label = gettext_lazy("Mark as up to date")

        def format_message(self, log_entry: PageLogEntry) -> str:
            return _("Marked as up to date with the other language")
