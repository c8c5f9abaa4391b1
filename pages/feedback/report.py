"""The report of readers' answers: by page, language and month, for those who may edit the page."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry

from ..tables import TranslatedReportView
from .chart import by_month, by_reason
from .models import NOES, Answer, PageAnswers, PageAnswersQuerySet

#: For so many days a "no" is new.
NEW_FOR = timedelta(days=30)


def answers_for(user: Any) -> PageAnswersQuerySet:
    """Return the counts of the pages that somebody may edit, in any language."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_any_permission_for(user, ["change"])
    return PageAnswers.objects.filter(page__in=pages.values("pk"))


def count_pages_with_new_noes(user: Any) -> int:
    """Return how many pages that somebody may edit had a "no" in the last thirty days: one query."""
    new = answers_for(user).with_totals().filter(last_no_on__gte=_new_since(), noes__gt=0)
    return new.values("page").distinct().count()


def new_noes_url() -> str:
    """Return the address of the report with the pages that the function above counts."""
    return f"{reverse('feedback_report')}?last_no_on_from={_new_since().isoformat()}"


def _new_since() -> date:
    return timezone.localdate() - NEW_FOR


class AnswersFilterSet(WagtailFilterSet):
    """Filters by language, month, reason and the day of the last "no"."""

    locale = django_filters.ModelChoiceFilter(
        field_name="page__locale", label=_("Language"), queryset=Locale.objects.all()
    )
    month = django_filters.DateFromToRangeFilter(
        label=_("Month"), widget=DateRangePickerWidget, method="of_months"
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"), choices=[(reason, reason.label) for reason in NOES], method="with_reason"
    )
    last_no_on = django_filters.DateFromToRangeFilter(
        label=_("Last “no”"), widget=DateRangePickerWidget
    )

    class Meta:
        model = PageAnswers
        fields = ["locale", "month", "reason", "last_no_on"]

    def of_months(
        self, answers: "QuerySet[PageAnswers]", name: str, days: slice
    ) -> "QuerySet[PageAnswers]":
        """Keep the months of which at least a day lies between two days."""
        wanted = Q()
        if days.start:
            wanted &= Q(month__gte=days.start.date().replace(day=1))
        if days.stop:
            wanted &= Q(month__lte=days.stop.date())
        return answers.filter(wanted)

    def with_reason(
        self, answers: "QuerySet[PageAnswers]", name: str, reason: str
    ) -> "QuerySet[PageAnswers]":
        """Keep what was said at least once with this reason."""
        return answers.filter(**{f"{reason}__gt": 0})


class AnswersReportView(TranslatedReportView):
    """A line for each page and month, below what they come to together."""

    model = PageAnswers
    page_title = _("Readers’ answers")
    header_icon = "help"
    results_template_name = "pages/admin/feedback_results.html"
    index_url_name = "feedback_report"
    index_results_url_name = "feedback_report_results"
    filterset_class = AnswersFilterSet
    is_searchable = True
    search_fields = ["page__title"]
    any_permission_required = ["change"]
    permission_policy = policy_registry.get_by_type(Page)
    default_ordering = ["-month", "page__title", "pk"]
    export_filename = "answers"
    columns = [
        TitleColumn(
            "page",
            label=_("Page"),
            accessor="page.title",
            sort_key="page__title",
            width="30%",
            get_url=lambda answers: reverse("wagtailadmin_pages:edit", args=[answers.page_id]),
        ),
        Column("language", label=_("Language"), accessor="page.locale", sort_key="page__locale"),
        Column("month", label=_("Month"), accessor="month_label", sort_key="month"),
        Column("yes", label=_("Yes"), sort_key="yes"),
        Column("noes", label=_("No"), sort_key="noes"),
        Column("share", label=_("Share of “yes”"), accessor="share_label", sort_key="share"),
        Column("why", label=_("Why not"), accessor="reasons_label", width="30%"),
    ]
    export_headings = {
        "page.title": _("Page"),
        "page.locale.language_code": _("Language"),
        "month": _("Month"),
        "yes": _("Yes"),
        "noes": _("No"),
        "share": _("Share of “yes”, per cent"),
        "no": Answer.NO.label,
        "hard": Answer.HARD.label,
        "outdated": Answer.OUTDATED.label,
        "elsewhere": Answer.ELSEWHERE.label,
        "wrong": Answer.WRONG.label,
    }
    list_export = list(export_headings)

    def get_base_queryset(self) -> "QuerySet[PageAnswers]":
        answers = answers_for(self.request.user).with_totals()
        return answers.select_related("page__locale")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            # All that was filtered, not only the part of it on this page of the list.
            answers = PageAnswers.objects.filter(pk__in=self.object_list.order_by().values("pk"))
            context |= {"months": by_month(answers), "reasons": by_reason(answers)}
        return context
