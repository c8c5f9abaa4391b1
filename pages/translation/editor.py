"""The translation beside the page being edited: a panel, and a message where somebody has work."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.side_panels import BaseSidePanel

from ..models.base import BasePage
from . import words
from .buttons import name_language, page_address
from .standing import Standing
from .views import edit_url, summary


class TranslationSidePanel(BaseSidePanel):
    """The other language's text as it was when translated, what has changed, and the two buttons."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle translation")
        icon_name = "globe"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            standing = self.panel.standing
            context["count"] = len(standing.changes) if standing.behind else 0
            return context

    name = "translation"
    title = gettext_lazy("Translation")
    template_name = "pages/admin/translation_panel.html"
    order = 200

    def __init__(self, standing: Standing, request: HttpRequest) -> None:
        self.standing = standing
        super().__init__(standing.page, request)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        standing = self.standing
        return context | {
            "standing": standing,
            "summary": summary(standing),
            "translate_to": words.translate_to(standing.other),
            "whole_text": words.whole_text(standing.other),
            "twin_edit_url": edit_url(standing.twin.pk) if standing.twin else "",
            "here": words.wanted(standing.language),
            "other": words.wanted(standing.other),
        }


class TranslationEditMixin:
    """For the view that edits a page: shows how it stands to its twin."""

    request: HttpRequest
    page: BasePage

    @cached_property
    def standing(self) -> Standing:
        return Standing(self.page, self.request.user)

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        # Answers to the autosave bring back only what a save can change.
        if not self.expects_json_response:  # type: ignore[attr-defined]
            panels.insert(1, TranslationSidePanel(self.standing, self.request))
        return panels

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.request.method == "GET" and not self.expects_json_response:  # type: ignore[attr-defined]
            self._tell()
        return super().get_context_data(**kwargs)  # type: ignore[misc]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = super().header_more_buttons  # type: ignore[misc]
        name_language(buttons, self.page, page_address(self.page))
        return buttons

    def _tell(self) -> None:
        standing = self.standing
        if standing.twin is None:
            return
        if standing.behind:
            button = messages.button(
                reverse("translation_changes", args=[self.page.pk]), _("See what has changed")
            )
            messages.warning(self.request, summary(standing), buttons=[button])
        record = standing.twin_record
        if record and record.behind_since and standing.twin.live:
            button = messages.button(
                reverse("translation_changes", args=[standing.twin.pk]), _("See what it lacks")
            )
            message = words.twin_behind(standing.other, record.behind_since)
            messages.info(self.request, message, buttons=[button])
