"""The form through which photographs are uploaded."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .uploads import read_by


def alt_text_messages() -> dict[str, str]:
    """Return what static/js/admin/alt-text.js says of a picture, in the editor's language."""
    return {
        "picture": _("A screen reader will say: “Picture, %(said)s”"),
        "nothing": _("A screen reader will say nothing: the picture is decorative."),
        "missing": _("A screen reader will say nothing useful: the description is missing."),
    }


class PictureField(WagtailImageField):
    """A still picture that can be read to its end; any other is refused beside the field."""

    def to_python(self, data: Any) -> Any:
        """Return the file.

        Raises:
            ValidationError: it is too large, of a kind that isn't taken, moves, or can't be read.
        """
        try:
            file = super().to_python(data)
            if file is not None:
                self._read(file)
        except ValidationError:
            raise
        except Exception as error:  # Pillow has as many kinds as there are ways to damage a file
            raise ValidationError(
                _("This picture is damaged: the file ends too early. Export it again.")
            ) from error
        return file

    def _read(self, file: Any) -> None:
        data = file.read()
        file.seek(0)
        with Image.open(BytesIO(data)) as picture:
            if getattr(picture, "is_animated", False):
                raise ValidationError(
                    _("This picture moves, which keeps some from reading. Upload a still one.")
                )
            picture.load()


class PictureForm(BaseImageForm):
    """Wagtail's form with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_by(PictureField, self)
        for name in ("alt_fr", "alt_en"):
            if name in self.fields:
                # static/js/admin/alt-text.js shows under it what a screen reader will say.
                self.fields[name].widget.attrs["data-alt-text"] = name[-2:]
