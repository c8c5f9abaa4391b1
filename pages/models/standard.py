"""Pages of plain content, also as the front of a section."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..services.cards import child_cards
from .base import HOME, BasePage


class StandardPage(BasePage):
    """A page of content; with pages below it, it is also the front of a section and lists them."""

    template = "pages/standard_page.html"
    page_description = _("A page of content, also as the front of a section")
    parent_page_types = [HOME, "pages.StandardPage"]
    subpage_types = settings.SECTION_CHILDREN

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["children"] = child_cards(self, request)
        return context
