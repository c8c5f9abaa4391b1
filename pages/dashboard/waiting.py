"""What waits for somebody: what they must approve or correct, and what has aged in their charge."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from ..facts.review import overview as facts_overview
from ..feedback.report import count_pages_with_new_noes, new_noes_url
from ..image_report import images_without_text
from ..links.report import BROKEN, broken_links
from ..translation.work import overview as translations_overview
from .lines import NAMED, Item, Line, changes_url, edit_url, know_languages, name

WORKFLOWS = "wagtailadmin_reports:workflow"


def waiting_for(user: Any) -> list[Line]:
    """Return what waits for somebody, the most pressing first; nothing of what has a count of none.

    The number of queries doesn't depend on how much waits.
    """
    lines = [to_approve(user), sent_back(user), facts(user), translations(user), *readers(user)]
    return [line for line in lines if line.count]


def to_approve(user: Any) -> Line:
    """What others sent to the review and this person may approve or send back."""
    states = (
        TaskState.objects.reviewable_by(user)
        .select_related("task", "workflow_state")
        .prefetch_related("workflow_state__content_object")
        .order_by("started_at")
    )
    found = [state for state in states if state.workflow_state.content_object]
    know_languages(state.workflow_state.content_object for state in found)
    return Line(
        _("To approve"),
        len(found),
        f"{reverse(WORKFLOWS)}?{urlencode({'reviewable': 'true'})}",
        tuple(_to_approve(state) for state in found[:NAMED]),
    )


def _to_approve(state: TaskState) -> Item:
    thing = state.workflow_state.content_object
    return Item(name(thing), edit_url(thing), state.task.name, changes_url(thing))


def sent_back(user: Any) -> Line:
    """What this person sent to the review and got back, with the reviewer's words."""
    return asked_by(
        user,
        WorkflowState.STATUS_NEEDS_CHANGES,
        _("Sent back to you, to correct"),
        lambda task_state: task_state.comment,
    )


def asked_by(user: Any, status: str, label: str, note: Callable[[TaskState], str]) -> Line:
    """Return the line of the reviews that somebody asked for and that have come to a state."""
    states = WorkflowState.objects.filter(requested_by=user, status=status)
    states = states.select_related("current_task_state__task").order_by("created_at")
    found = [state for state in states.prefetch_related("content_object") if state.content_object]
    know_languages(state.content_object for state in found)
    items = (
        Item(
            name(state.content_object),
            edit_url(state.content_object),
            note(state.current_task_state) if state.current_task_state else "",
        )
        for state in found[:NAMED]
    )
    query = urlencode({"status": status, "requested_by": user.pk})
    return Line(label, len(found), f"{reverse(WORKFLOWS)}?{query}", tuple(items))


def facts(user: Any) -> Line:
    """The facts in this person's charge that must be looked at, by state."""
    if not user.has_perm("pages.change_fact"):
        return Line("", 0)
    review = reverse("fact_review")
    return _by_state(_("Facts to check"), review, "state_now", facts_overview(user).items())


def translations(user: Any) -> Line:
    """The pages whose other language is behind, missing or unfinished, for those who translate."""
    report = reverse("translation_report")
    return _by_state(_("Translations"), report, "state", translations_overview(user).items())


def _by_state(label: str, url: str, parameter: str, counts: Iterable[tuple[Any, int]]) -> Line:
    found = [(state, count) for state, count in counts if count]
    items = (
        Item(capfirst(str(state.label)), f"{url}?{urlencode({parameter: state.value})}", str(count))
        for state, count in found
    )
    return Line(label, sum(count for _state, count in found), url, tuple(items))


def readers(user: Any) -> Iterator[Line]:
    """What readers trip over on the pages in this person's charge."""
    yield Line(
        _("Broken links"), len(broken_links(user)), f"{reverse('external_links')}?state={BROKEN}"
    )
    yield Line(
        _("Images without text"), len(images_without_text(user)), reverse("images_without_text")
    )
    yield Line(
        _("Pages that readers found not useful"), count_pages_with_new_noes(user), new_noes_url()
    )
