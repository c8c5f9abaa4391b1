"""The list of what waits to be translated, in both directions."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from ..languages import reader_language
from ..permissions import own_staff_paths
from ..services.translations import other_language
from ..tables import DayColumn, TranslatedReportView
from . import words
from .buttons import page_address
from .models import Translation
from .tracking import TRANSLATE
from .views import edit_url
from .work import State, waiting_for, wanted_language

#: Depth of the pages right under a home page.
SECTION_DEPTH = 3


@dataclass(frozen=True)
class Section:
    """A part of the site, in both languages: a centre's, or a page under the home page with its own below."""

    key: str
    title: str
    paths: tuple[str, ...]


def sections() -> list[Section]:
    """Return the parts of the site with their titles in the language of the admin: three queries."""
    pages = Page.objects.filter(
        Q(depth=SECTION_DEPTH, numchild__gt=0) | Q(path__in=own_staff_paths())
    )
    found: dict[str, list[Page]] = {}
    for page in pages.select_related("locale").order_by("path"):
        found.setdefault(str(page.translation_key), []).append(page)
    language = reader_language()
    return [
        Section(
            key,
            next(
                (item.title for item in pair if item.locale.language_code == language),
                pair[0].title,
            ),
            tuple(item.path for item in pair),
        )
        for key, pair in found.items()
    ]


def section_of(page: Page, known: list[Section]) -> str:
    """Return the title of the innermost part in which a page lies; the home page is in none."""
    inside = [
        (len(path), section.title)
        for section in known
        for path in section.paths
        if page.path.startswith(path)
    ]
    return max(inside, default=(0, ""))[1]


def _language_choices() -> list[tuple[str, str]]:
    return [(code, words.wanted(code)) for code, _name in settings.LANGUAGES]


def _section_choices() -> list[tuple[str, str]]:
    return [(section.key, section.title) for section in sections()]


class TranslationFilterSet(WagtailFilterSet):
    """Filters by state, language to translate into, and part of the site."""

    state = django_filters.MultipleChoiceFilter(label=gettext_lazy("State"), choices=State.choices)
    into = django_filters.ChoiceFilter(
        label=gettext_lazy("Into"), choices=_language_choices, method="filter_language"
    )
    section = django_filters.ChoiceFilter(
        label=gettext_lazy("Centre or section"), choices=_section_choices, method="filter_section"
    )

    class Meta:
        model = Page
        fields = ["state", "into", "section"]

    def filter_language(
        self, queryset: "QuerySet[Page]", name: str, value: str
    ) -> "QuerySet[Page]":
        return queryset.filter(locale__language_code=other_language(value))

    def filter_section(self, queryset: "QuerySet[Page]", name: str, value: str) -> "QuerySet[Page]":
        known = sections()
        wanted = Q(pk__in=[])
        for path in next((item.paths for item in known if item.key == value), ()):
            wanted |= Q(path__startswith=path)
        return queryset.filter(wanted)


class ActionColumn(Column):
    """The one click to the work."""

    cell_template_name = "pages/admin/translation_action_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        user = parent_context["request"].user
        context["page"] = instance
        context["label"], context["url"] = _action(instance, user.has_perm(TRANSLATE))
        return context


def _action(page: Any, may_translate: bool) -> tuple[str, str]:
    if page.state == State.MISSING:
        label, url = words.translate_to(wanted_language(page)), page_address(page)
        return (label, url) if may_translate else ("", "")
    if page.state == State.BEHIND:
        return _("See what has changed"), reverse("translation_changes", args=[page.twin_id])
    return _("Open the draft"), edit_url(page.twin_id)


class TranslationReportView(TranslatedReportView):
    """Every published page whose other language is missing, only a draft, or behind."""

    model: type[Model] = Page
    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    index_url_name = "translation_report"
    index_results_url_name = "translation_report_results"
    filterset_class = TranslationFilterSet
    any_permission_required = ["change"]
    default_ordering = "since"
    export_filename = "translations"
    list_export = [
        "title",
        "into",
        "state_label",
        "section",
        "since_day",
        "confirmed_on",
        "confirmed_by",
        "url_path",
    ]
    export_headings = {
        "title": gettext_lazy("Page"),
        "into": gettext_lazy("Into"),
        "state_label": gettext_lazy("State"),
        "section": gettext_lazy("Centre or section"),
        "since_day": gettext_lazy("Since"),
        "confirmed_on": gettext_lazy("Last up to date"),
        "confirmed_by": gettext_lazy("By"),
        "url_path": gettext_lazy("Address"),
    }
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Page"),
            get_url=lambda page: edit_url(page.pk),
            width="25%",
        ),
        Column("into", label=gettext_lazy("Into")),
        Column("state_label", label=gettext_lazy("State"), sort_key="state"),
        DayColumn("since", label=gettext_lazy("Since"), sort_key="since"),
        Column("section", label=gettext_lazy("Centre or section")),
        Column("confirmed", label=gettext_lazy("Last up to date")),
        ActionColumn("action", label=gettext_lazy("To do")),
    ]

    def get_base_queryset(self) -> "QuerySet[Page]":
        return waiting_for(self.request.user).select_related("locale")

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """Add what the columns show, in a number of queries that doesn't depend on the number of pages."""
        pages = list(object_list)
        known = sections()
        twins = [page.twin_id for page in pages if page.twin_id]
        records = {
            record.page_id: record
            for record in Translation.objects.filter(page_id__in=twins).select_related(
                "confirmed_by"
            )
        }
        for page in pages:
            record = records.get(page.twin_id)
            page.into = words.wanted(wanted_language(page))
            page.state_label = str(State(page.state).label)
            page.section = section_of(page, known)
            page.since_day = timezone.localdate(page.since) if page.since else None
            page.confirmed_on = timezone.localdate(record.confirmed_at) if record else None
            by = record.confirmed_by if record else None
            page.confirmed_by = get_user_display_name(by) if by else ""
            page.confirmed = ", ".join(
                part for part in (words.day(page.confirmed_on), page.confirmed_by) if part
            )
        return pages
