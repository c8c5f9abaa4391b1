"""The form in which facts are edited: what it checks across a fact and its sources."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class FactForm(WagtailAdminModelForm):
    """Refuses a result without a source: the sources are saved after the fact, so it can't ask itself."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == "result" and cleaned.get("mark") != "withheld":
            sources = self.formsets["fact_sources"]
            # Where a source is itself refused, that is said first.
            if sources.is_valid() and not any(
                form.cleaned_data.get("source")
                for form in sources.forms
                if form not in sources.deleted_forms
            ):
                self.add_error("kind", _("A result needs a source."))
        return cleaned
