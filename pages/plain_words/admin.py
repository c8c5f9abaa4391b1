"""Puts the checks of plain language into the editor's own panel of checks."""

from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from .terms import vague_links


class PlainContentChecker(ContentCheckerItem):
    """Wagtail's checks of a page, with pictures without text and links whose words say nothing alone."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, "image-alt", "link-words"]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        {
            "id": "link-words",
            "impact": "serious",
            "selector": "main a[href]",
            "tags": ["best-practice"],
            "any": ["check-link-words"],
            "enabled": True,
        },
    ]
    axe_messages = ContentCheckerItem.axe_messages | {
        "image-alt": {
            "error_name": _("A picture has no text"),
            "help_text": _("Describe it in Images, or say there that it is decorative"),
        },
        "link-words": {
            "error_name": _("The words of a link say nothing alone"),
            "help_text": _("Name what it leads to: “Prepare your visit”, not “click here”"),
        },
    }

    @property
    def media(self) -> Media:
        return Media(js=["js/admin/link-words.js"])

    def get_axe_custom_checks(self, request: HttpRequest) -> list[dict[str, Any]]:
        check = {"id": "check-link-words", "options": {"words": vague_links()}}
        return [*super().get_axe_custom_checks(request), check]


@hooks.register("construct_wagtail_userbar")
def check_plainly(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checker in the place of Wagtail's, in the editor and in the preview."""
    items[:] = [
        PlainContentChecker(in_editor=item.in_editor)
        if isinstance(item, ContentCheckerItem)
        else item
        for item in items
    ]


@hooks.register("insert_editor_js")
def load_module() -> SafeString:
    """Load the module on pages' forms; without the panel of checks it does nothing."""
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/plain-words.js")
    )
