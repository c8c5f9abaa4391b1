"""The guard in the admin: a page whose prose claims something is saved as a draft, and goes no further.

Editing and creating, approving in a workflow, publishing many pages at once, and the admin's own API
are all the ways that Wagtail has. What is scheduled is looked at again on its day: scheduling.py.
"""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.api.v2.utils import BadRequestError
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page, PageLogEntry

from ..models.base import BasePage
from ..translation.editor import TranslationEditMixin
from .page_claims import PlacedFinding, open_findings, overrule
from .refusal import MARK, describe, mark, marked_url, summary

OVERRULED = "pages.overrule_claims"  # as a permission, and as an action in the log
GUARDED = {"publish", "submit", "restart_workflow", "perform_workflow_action"}


def draft_findings(page: Page) -> list[PlacedFinding]:
    """Return what keeps the latest draft of a page from being published."""
    draft = page.get_latest_revision_as_object()
    return open_findings(draft) if isinstance(draft, BasePage) else []


# --- Creating and editing ------------------------------------------------------------------------


class GuardedFormMixin:
    """Refuses to publish, schedule or submit while there are claims; what was typed is kept as a draft."""

    request: HttpRequest
    action_name: str
    page: BasePage

    def form_valid(self, form: Any) -> HttpResponse:
        if self.action_name not in GUARDED or self._sends_back:
            return super().form_valid(form)  # type: ignore[misc]
        # Only those who may overrule have the field on their form.
        overruled = "overruled_reason" in form.fields and overrule(form.instance)
        if open_findings(form.instance):
            return self._keep_as_draft(form)
        response = super().form_valid(form)  # type: ignore[misc]
        if overruled:
            _log_overruling(self.page, self.request.user)
        return response

    @property
    def _sends_back(self) -> bool:
        """Whether a moderator sends the page back to its author."""
        return (
            self.action_name == "perform_workflow_action"
            and self.request.POST.get("workflow-action-name") == "reject"
        )

    def _keep_as_draft(self, form: Any) -> HttpResponse:
        self.has_content_changes = form.has_changed()
        saved = self.save_action()  # type: ignore[attr-defined]
        if saved.status_code != 302:  # a hook, or another editor, was in the way
            return saved
        return redirect(marked_url(self.page, self.next_url))  # type: ignore[attr-defined]


class GuardedCreateView(GuardedFormMixin, CreateView):
    """Creates a page; with claims in it, as a draft only."""


class GuardedEditView(TranslationEditMixin, GuardedFormMixin, EditView):
    """Edits a page, and shows where its claims stand when it has just been refused."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if MARK in self.request.GET and self.request.method == "GET":
            found = open_findings(self.page)
            if found:
                messages.error(self.request, summary(found))
            mark(self.form, found)
        return super().get_context_data(**kwargs)


# --- Approving -----------------------------------------------------------------------------------


class GuardedWorkflowActionView(WorkflowActionView):
    """Approves a page from where it isn't being edited; with claims in it, leads to its form."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._refuse() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._refuse() or super().post(request, *args, **kwargs)

    def _refuse(self) -> HttpResponse | None:
        if self.action_name != "approve" or not draft_findings(self.object):
            return None
        url = marked_url(self.object)
        if self.request.method == "GET" or self._is_script:
            # The window that asks for a comment only knows how to go elsewhere.
            return self.render_modal_json(self.request, {"step": "success", "redirect": url})
        return redirect(url)

    @property
    def _is_script(self) -> bool:
        return self.request.headers.get("x-requested-with") == "XMLHttpRequest"


# --- Many pages at once, and the API -------------------------------------------------------------


@hooks.register("before_bulk_action")
def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Publish none of the chosen pages while there are claims in one of them."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if pages and action.cleaned_form.cleaned_data["include_descendants"]:
        pages += [below for page in pages for below in page.get_descendants().not_live()]
    refused = [page for page in pages if draft_findings(page)]
    if not refused:
        return None
    links = ((marked_url(page), page.get_admin_display_title()) for page in refused)
    message = format_html(
        "{}<ul>{}</ul>",
        _("Nothing was published: these pages make claims outside facts."),
        format_html_join("", '<li><a href="{}">{}</a></li>', links),
    )
    messages.error(request, message)
    return redirect(action.next_url)


class GuardedPublishAction(PublishPageAPIAction):
    """Publishes by the admin's API; with claims in the page, says which and doesn't."""

    def execute(self, instance: Page, data: Any) -> Any:
        found = draft_findings(instance)
        if found:
            raise BadRequestError("; ".join(describe(item) for item in found))
        return super().execute(instance, data)


class GuardedPagesAPI(PagesAdminAPIViewSet):
    """The admin's API of pages, with the guard."""

    actions = PagesAdminAPIViewSet.actions | {"publish": GuardedPublishAction}


@hooks.register("construct_admin_api")
def guard_api(router: Any) -> None:
    """Put the guarded API in the place of Wagtail's."""
    router.register_endpoint("pages", GuardedPagesAPI)


# --- Overruling ----------------------------------------------------------------------------------


@hooks.register("register_permissions")
def offer_permission() -> QuerySet[Permission]:
    """Let groups be given the right to overrule."""
    app_label, codename = OVERRULED.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)


def _log_overruling(page: BasePage, user: Any) -> None:
    phrases = [item["phrase"] for item in page.overruled_phrases]
    data = {"reason": page.overruled_reason.strip(), "phrases": phrases}
    log(instance=page, action=OVERRULED, user=user, data=data)


@hooks.register("register_log_actions")
def register_overruling(actions: Any) -> None:
    """Let a page's history say which claims were let stand, and why."""

    @actions.register_action(OVERRULED)
    class OverrulingFormatter(LogFormatter):
        label = gettext_lazy("Keep claims outside facts")

        def format_message(self, log_entry: PageLogEntry) -> str:
            phrases = ", ".join(f"“{phrase}”" for phrase in log_entry.data["phrases"])
            values = {"phrases": phrases, "reason": log_entry.data["reason"]}
            return _("Kept outside facts: %(phrases)s. Reason: %(reason)s") % values
