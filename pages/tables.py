"""What our tables in the admin share."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .formats import format_partial_date
from .languages import reader_language


class TranslatedReportView(ReportView):
    """A report that is exported in the user's language: Wagtail writes the rows once it is put back."""

    def stream_csv(self, queryset: Any) -> Iterator[Any]:
        return iter(list(super().stream_csv(queryset)))


class DayColumn(Column):
    """The day of a moment, written in the user's language."""

    def get_value(self, instance: Any) -> str:
        moment: datetime | None = super().get_value(instance)
        if moment is None:
            return _("never")
        return format_partial_date(timezone.localdate(moment), reader_language())


class PlacesColumn(Column):
    """Where something stands: texts, each a link to the form for those who may edit there.

    The value is a list of pairs: the text, and the form's address or "".
    """

    cell_template_name = "pages/admin/places_cell.html"


class Editable:
    """What somebody may edit: one query for each kind of thing, however many are asked about."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.known: dict[type[Model], set[Any]] = {}

    def __contains__(self, thing: Model) -> bool:
        model = Page if isinstance(thing, Page) else type(thing)
        if model not in self.known:
            policy = policy_registry.get_by_type(model)
            allowed = policy.instances_user_has_any_permission_for(self.user, ["change"])
            self.known[model] = set(allowed.values_list("pk", flat=True))
        return thing.pk in self.known[model]
