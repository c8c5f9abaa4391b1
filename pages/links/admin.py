"""How external links show in the admin: among the reports."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .report import ExternalLinkReportView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/links/", ExternalLinkReportView.as_view(), name="external_links"),
        path(
            "reports/links/results/",
            ExternalLinkReportView.as_view(results_only=True),
            name="external_links_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put the report in its menu, for everybody: each may help to find a better address."""
    return MenuItem(
        _("External links"), reverse("external_links"), icon_name="link-external", order=20
    )
