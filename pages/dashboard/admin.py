"""How the admin's home is put together: our two panels, and of Wagtail's what they don't repeat."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from .coming import coming_for
from .lines import Line
from .waiting import waiting_for

#: Wagtail's panels that list again what ours count.
REPEATED = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)


class LinesPanel(Component):
    """A panel of lines with counts."""

    template_name = "pages/admin/dashboard_panel.html"
    icon = ""
    find: Callable[[Any], list[Line]]

    class Media:
        css = {"all": ["css/admin_home.css"]}

    def heading(self) -> str:
        raise NotImplementedError

    def nothing(self) -> str:
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "name": self.name,
            "icon": self.icon,
            "heading": self.heading(),
            "nothing": self.nothing(),
            "lines": type(self).find(user),
        }


class WaitingPanel(LinesPanel):
    """What waits for the one who signs in, each kind with its count and one click from the work."""

    name = "waiting"
    icon = "tasks"
    order = 90
    find = staticmethod(waiting_for)

    def heading(self) -> str:
        return _("What waits for you")

    def nothing(self) -> str:
        return _("Nothing waits for you.")


class ComingPanel(LinesPanel):
    """What goes on without them: reviews by others, and what is scheduled."""

    name = "coming"
    icon = "calendar"
    order = 260
    find = staticmethod(coming_for)

    def heading(self) -> str:
        return _("On its way")

    def nothing(self) -> str:
        return _("Nothing is being reviewed, nothing is scheduled.")


@hooks.register("construct_homepage_panels")
def put_together(request: HttpRequest, panels: list[Component]) -> None:
    """Begin with what waits; leave Wagtail's recent edits and locked pages."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPEATED)]
    panels += [WaitingPanel(), ComingPanel()]
