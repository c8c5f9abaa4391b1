"""The form through which photographs are uploaded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


def alt_text_messages() -> dict[str, str]:
    """Return what static/js/admin/alt-text.js says of a picture, in the editor's language."""
    return {
        "picture": _("A screen reader will say: “Picture, %(said)s”"),
        "nothing": _("A screen reader will say nothing: the picture is decorative."),
        "missing": _("A screen reader will say nothing useful: the description is missing."),
    }


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
        for name in ("alt_fr", "alt_en"):
            if name in self.fields:
                # static/js/admin/alt-text.js shows under it what a screen reader will say.
                self.fields[name].widget.attrs["data-alt-text"] = name[-2:]
