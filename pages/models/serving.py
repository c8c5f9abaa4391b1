"""How a page is found by its address, and how its editor sees it before readers do."""

from typing import Any

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ServedPage(Page):
    """A page that is found with all pages above it at once, and previewed in its own language."""

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Route as Wagtail does, and keep the pages on the way: they are the breadcrumb.

        Wagtail asks for them one by one; here they are fetched together.
        """
        from ..services.routing import pages_on_the_way

        below = pages_on_the_way(self, path_components)
        if len(below) < len(path_components):
            raise Http404
        if below:
            self.locale = below[0].locale
        way = [self, *below]
        setattr(request, "way", way)  # noqa: B010  (requests have no such attribute of their own)
        return super(ServedPage, way[-1]).route(request, [])

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """A small phone and a desk: the widths at which readers' pages are checked."""
        return [
            {
                "name": "mobile",
                "icon": "mobile-alt",
                "device_width": 320,
                "label": _("Preview as on a phone"),
            },
            {
                "name": "desktop",
                "icon": "desktop",
                "device_width": 1280,
                "label": _("Preview as on a computer"),
            },
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Preview in the page's own language, whatever the editor's is."""
        with translation.override(self.locale.language_code):
            response = super().serve_preview(request, mode_name)
            if isinstance(response, TemplateResponse):
                response.render()
            return response
