"""What an editor is told when typography was put right: which kinds of signs, and that no word changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, PageLogEntry

from .models import TYPESET


def _told(count: int) -> str:
    return ngettext(
        "Typography put right in %(count)d text (no-break spaces, apostrophes, quotation marks). No"
        " word was changed.",
        "Typography put right in %(count)d texts (no-break spaces, apostrophes, quotation marks). No"
        " word was changed.",
        count,
    ) % {"count": count}


@hooks.register("after_publish_page")
def tell_editor(request: HttpRequest, page: Page) -> None:
    """Say at the top of the next screen what was put right in the page just published."""
    entry = PageLogEntry.objects.filter(
        page=page.pk, action=TYPESET, revision=page.latest_revision_id
    ).last()
    if entry:
        messages.info(request, _told(entry.data["texts"]))


@hooks.register("register_log_actions")
def register_typesetting(actions: Any) -> None:
    """Let the history of a page or a fact say that its typography was put right."""

    @actions.register_action(TYPESET)
    class TypesettingFormatter(LogFormatter):
        label = gettext_lazy("Put typography right")

        def format_message(self, log_entry: PageLogEntry) -> str:
            return _told(log_entry.data["texts"])
