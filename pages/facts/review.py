"""Review work: which facts somebody must look at, the list of them, and "checked today, still true"."""

from typing import Any

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.permissions import policy_registry

from ..tables import TranslatedReportView
from .clocks import next_review
from .kinds import Kind
from .models import Fact
from .querysets import FactQuerySet
from .states import Mark, State

#: States that ask for somebody's attention, the most urgent first.
NEEDS_WORK = [
    State.PAST,
    State.OVERDUE,
    State.DUE_SOON,
    State.DISPUTED,
    State.TO_BE_CONFIRMED,
    State.WITHHELD,
]


def needing_work(facts: FactQuerySet) -> FactQuerySet:
    """Return the facts that somebody must look at, each with its ``state_now``."""
    return facts.with_state(timezone.localdate()).filter(state_now__in=NEEDS_WORK)


def in_charge_of(user: Any) -> FactQuerySet:
    """Return the facts of the owners for whom somebody works: those to edit or to review."""
    policy = policy_registry.get_by_type(Fact)
    return policy.instances_user_has_any_permission_for(user, ["change", "review"])


def may_review(user: Any, fact: Fact) -> bool:
    """Tell whether somebody may say that a fact is still true: a right on the facts of its owner."""
    policy = policy_registry.get_by_type(Fact)
    return policy.user_has_permission_for_instance(user, "review", fact)


class FactReviewFilterSet(WagtailFilterSet):
    """Filters by state, kind, centre and person in charge."""

    state_now = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"), choices=[(state.value, state.label) for state in NEEDS_WORK]
    )
    kind = django_filters.MultipleChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices)

    class Meta:
        model = Fact
        fields = ["state_now", "kind", "collection", "owner"]


class StillTrueColumn(Column):
    """The button "checked today, still true"."""

    cell_template_name = "pages/admin/still_true_cell.html"

    def get_cell_context_data(self, instance: Fact, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        context["fact"] = instance
        context["request"] = parent_context["request"]
        context["may_review"] = may_review(parent_context["request"].user, instance)
        context["sure"] = instance.mark not in {Mark.DISPUTED, Mark.WITHHELD}
        return context


class FactReviewView(TranslatedReportView):
    """The one list of facts to look at, of one's own owners: sortable, filtered, exported."""

    model = Fact
    page_title = gettext_lazy("Facts to check")
    header_icon = "fact"
    index_url_name = "fact_review"
    index_results_url_name = "fact_review_results"
    filterset_class = FactReviewFilterSet
    any_permission_required = ["change", "review"]
    default_ordering = "review_by"
    export_filename = "facts"
    list_export = [
        "key",
        "state_label",
        "kind",
        "collection.name",
        "owner",
        "as_of",
        "verified_on",
        "review_by",
        "ends_on",
        "wording_fr",
        "wording_en",
    ]
    export_headings = {
        "key": gettext_lazy("Key"),
        "state_label": gettext_lazy("State"),
        "kind": gettext_lazy("Kind"),
        "collection.name": gettext_lazy("Centre"),
        "owner": gettext_lazy("Person in charge"),
        "as_of": gettext_lazy("As of"),
        "verified_on": gettext_lazy("Verified on"),
        "review_by": gettext_lazy("Review by"),
        "ends_on": gettext_lazy("Ends on"),
        "wording_fr": gettext_lazy("Wording in French"),
        "wording_en": gettext_lazy("Wording in English"),
    }
    # Short headings: they don't wrap, and the sentence needs the room.
    columns = [
        TitleColumn(
            "wording",
            label=gettext_lazy("Fact"),
            get_url=lambda fact: edit_url(fact),
            link_classname="w-text-14",
        ),
        Column("key", label=gettext_lazy("No."), sort_key="key"),
        Column("state_label", label=gettext_lazy("State"), sort_key="state_now"),
        Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
        Column("collection", label=gettext_lazy("Centre"), sort_key="collection__name"),
        Column("owner", label=gettext_lazy("Person in charge"), sort_key="owner__username"),
        DateColumn("review_by", label=gettext_lazy("Due"), sort_key="review_by"),
        StillTrueColumn("still_true", label=gettext_lazy("Checked today")),
    ]

    def get_base_queryset(self) -> "QuerySet[Fact]":
        return needing_work(in_charge_of(self.request.user)).select_related("collection", "owner")


def edit_url(fact: Fact) -> str:
    """Return where a fact is edited."""
    return reverse("wagtailsnippets_pages_fact:edit", args=[fact.pk])


@require_POST
def still_true(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a fact was checked today and is still true: a new revision, nothing overwritten."""
    fact = get_object_or_404(Fact, pk=pk)
    if not may_review(request.user, fact):
        raise PermissionDenied
    # What is published is confirmed, not what somebody may be drafting meanwhile.
    checked = fact.live_revision.as_object() if fact.live_revision else fact
    today = timezone.localdate()
    checked.verified_on = today
    checked.review_by = next_review(checked.kind, today, checked.ends_on)
    if checked.mark in {Mark.SEED, Mark.TO_BE_CONFIRMED}:
        checked.mark = Mark.VERIFIED
    revision = checked.save_revision(user=request.user, log_action=True)
    # Who may review needn’t be allowed to publish what they like; this is only a check that was made.
    revision.publish(user=request.user, skip_permission_checks=True)
    messages.success(
        request,
        _("Checked today: “%(wording)s” To be checked again by %(day)s.")
        % {"wording": checked.wording, "day": checked.review_by.isoformat()},
    )
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if safe else reverse("fact_review"))


def overview(user: Any) -> dict[State, int]:
    """Return how many facts in somebody's charge are in each state that asks for work: one query."""
    counts: dict[State, int] = dict.fromkeys(NEEDS_WORK, 0)
    states = needing_work(in_charge_of(user)).values_list("state_now", flat=True)
    for state in states:
        counts[State(state)] += 1
    return counts


def due_for(user: Any) -> "QuerySet[Fact]":
    """Return the facts in somebody's charge that are past, overdue or due soon."""
    urgent = [State.PAST, State.OVERDUE, State.DUE_SOON]
    facts = Fact.objects.with_state(timezone.localdate()).filter(Q(owner=user))
    return facts.filter(state_now__in=urgent).order_by("review_by", "key")
