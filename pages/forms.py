"""The form in which pages are edited: what it checks beside each field."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import RichTextField

from .services.addresses import validate_slug
from .services.live_links import check_links


class BasePageForm(WagtailAdminPageForm):
    """Refuses, beside the field, an address of the site itself and links that readers couldn't open."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.parent_page and "slug" in cleaned:
            try:
                validate_slug(
                    cleaned["slug"], self.parent_page.depth, self.parent_page.locale.language_code
                )
            except ValidationError as error:
                self.add_error(None, error)
        for field in self.instance._meta.concrete_fields:
            if isinstance(field, RichTextField) and field.name in cleaned:
                try:
                    check_links(cleaned[field.name] or "")
                except ValidationError as error:
                    self.add_error(field.name, error)
        return cleaned
