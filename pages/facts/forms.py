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
            kept = [
                form
                for form in sources.forms
                if form.has_changed() or form.instance.pk
                if not sources._should_delete_form(form)
            ]
            if not kept:
                self.add_error("kind", _("A result needs a source."))
        return cleaned
