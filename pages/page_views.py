"""Wagtail's views of pages with ours in their place: the guard of facts, and addresses that stay."""

from wagtail import hooks
from wagtail.admin.viewsets.pages import PageViewSet, page_viewset_registry

from .facts.publishing import GuardedCreateView, GuardedEditView, GuardedWorkflowActionView
from .models import BasePage
from .permanent.leaving import AskingDeleteView, AskingUnpublishView, TellingMoveView
from .translation.buttons import NamingIndexView


class PageViews(PageViewSet):
    """They serve every page type of ours."""

    index_view_class = NamingIndexView
    add_view_class = GuardedCreateView
    edit_view_class = GuardedEditView
    workflow_action_view_class = GuardedWorkflowActionView
    delete_view_class = AskingDeleteView
    unpublish_view_class = AskingUnpublishView
    move_confirm_view_class = TellingMoveView

    def on_register(self) -> None:
        # Its model stays Page: an abstract one has no rows that a view could look up.
        page_viewset_registry.register(BasePage, self, parent_models=[BasePage])


@hooks.register("register_admin_viewset")
def register_views() -> PageViews:
    """Put our views in the place of Wagtail's."""
    return PageViews()
