"""Links from a form to the task of the guide that explains it."""

from typing import Any

from django.utils.translation import get_language
from wagtail.admin.panels import HelpPanel

from .tasks import task


class GuidePanel(HelpPanel):
    """One line at the head of a tab or a group: a link to a task of the guide.

    Args:
        names: of the tasks.
    """

    def __init__(self, *names: str, **kwargs: Any) -> None:
        self.names = tuple(kwargs.pop("names", names))
        super().__init__(**{"template": "pages/admin/guide_panel.html"} | kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"names": self.names}

    class BoundPanel(HelpPanel.BoundPanel):
        """The line in one form."""

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            language = (get_language() or "fr")[:2]
            tasks = [task(name, language) for name in self.panel.names]
            return super().get_context_data(parent_context) | {"tasks": tasks}
