"""What is on its way by itself: being reviewed, to be published, to be taken offline."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import policy_registry

from ..facts.models import Fact
from ..formats import format_moment
from ..languages import reader_language
from .lines import Item, Line, edit_url, name
from .waiting import asked_by


def coming_for(user: Any) -> list[Line]:
    """Return what somebody sent and what is scheduled in their charge; each line in a few queries."""
    lines = [in_review(user), to_publish(user), to_take_offline(user)]
    return [line for line in lines if line.count]


def in_review(user: Any) -> Line:
    """What this person sent to the review, and whose turn it is."""
    return asked_by(
        user,
        WorkflowState.STATUS_IN_PROGRESS,
        _("Being reviewed"),
        lambda task_state: task_state.task.name,
    )


def to_publish(user: Any) -> Line:
    """The pages and facts in this person's charge that a clock will publish."""

    def due(things: "QuerySet[Any]") -> list[tuple[datetime, Any]]:
        # The moment is on the revision: what is online knows nothing of it.
        moments = dict(
            Revision.objects.filter(
                approved_go_live_at__isnull=False,
                base_content_type=ContentType.objects.get_for_model(things.model),
            ).values_list("object_id", "approved_go_live_at")
        )
        return [(moments[str(thing.pk)], thing) for thing in things.filter(pk__in=moments)]

    return _scheduled(user, _("To be published"), due)


def to_take_offline(user: Any) -> Line:
    """The pages and facts in this person's charge that a clock will take offline."""

    def due(things: "QuerySet[Any]") -> list[tuple[datetime, Any]]:
        found = things.filter(live=True, expire_at__isnull=False)
        return [(thing.expire_at, thing) for thing in found]

    return _scheduled(user, _("To be taken offline"), due)


def _scheduled(
    user: Any, label: str, due: Callable[["QuerySet[Any]"], list[tuple[datetime, Any]]]
) -> Line:
    found: list[tuple[datetime, Any]] = []
    for model, related in ((Page, ["locale"]), (Fact, [])):
        policy = policy_registry.get_by_type(model)
        things = policy.instances_user_has_any_permission_for(user, ["change", "publish"])
        found += due(things.select_related(*related) if related else things)
    found.sort(key=lambda pair: pair[0])
    language = reader_language()
    items = (
        Item(name(thing), edit_url(thing), format_moment(timezone.localtime(moment), language))
        for moment, thing in found
    )
    return Line(label, len(found), items=tuple(items))
