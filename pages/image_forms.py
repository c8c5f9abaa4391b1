"""The form through which photographs are uploaded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """A picture; one that is cut off is refused beside the field like any that can't be read."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(data)
        except OSError as error:  # what Pillow raises on a file that ends too early
            raise ValidationError(
                _("This picture is damaged: the file ends too early. Export it again.")
            ) from error


class PictureForm(BaseImageForm):
    """Wagtail's form with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field:
            self.fields["file"] = PictureField(
                label=field.label,
                required=field.required,
                widget=field.widget,
                help_text=field.help_text,
            )
