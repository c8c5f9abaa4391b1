"""The guide's pages, in the language in which somebody uses the admin."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .tasks import TASKS, all_tasks, task


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """All tasks."""

    page_title = gettext_lazy("Editor’s guide")
    header_icon = "help"
    template_name = "pages/admin/guide.html"
    _show_breadcrumbs = True

    @property
    def language(self) -> str:
        return (get_language() or "fr")[:2]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = str(self.page_title)
        return [*super().get_breadcrumbs_items(), {"url": reverse("guide"), "label": label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tasks": all_tasks(self.language)}


class GuideTaskView(GuideView):
    """One task, with the way to the others."""

    template_name = "pages/admin/guide_task.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self._task.title}]

    @property
    def _task(self) -> Any:
        name = self.kwargs["name"]
        if name not in TASKS:
            raise Http404
        return task(name, self.language)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self._task
        return super().get_context_data(**kwargs) | {
            "task": found,
            # Our own files, read without HTML.
            "text": mark_safe(found.html),
        }
