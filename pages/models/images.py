"""Photographs: an alternative text in both languages or "decorative", a credit, and no hidden data."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import DEFERRED
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

from ..services.keeping import changes_at, reader_waits
from ..typography.models import TypesetOnSaveMixin

#: A page on which a picture is missing is looked at again after so long.
MISSING_FOR = timedelta(minutes=1)
#: Written again without metadata at this quality, which no eye tells from the original.
QUALITY = 92


def strip_metadata(data: bytes) -> bytes:
    """Return a picture's bytes without EXIF, GPS and other metadata, turned the right way up.

    Args:
        data: an encoded picture that Pillow can read. Of one that moves, the first frame stays.
    """
    with Image.open(BytesIO(data)) as picture:
        kind = picture.format
        upright = ImageOps.exif_transpose(picture)
        profile = picture.info.get("icc_profile")
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
        if upright.mode == "P":
            bare.putpalette(upright.getpalette() or [])
        options: dict[str, Any] = {"icc_profile": profile} if profile else {}
        if kind in {"JPEG", "WEBP", "AVIF"}:
            options["quality"] = QUALITY
        out = BytesIO()
        bare.save(out, format=kind, **options)
        return out.getvalue()


class CustomImage(TypesetOnSaveMixin, AbstractImage):
    """A photograph that a reader may see."""

    alt_fr = models.CharField(
        _("alternative text in French"),
        max_length=250,
        blank=True,
        help_text=_("One sentence, as on the telephone: who does what, where. Not “photo of”."),
    )
    alt_en = models.CharField(
        _("alternative text in English"),
        max_length=250,
        blank=True,
        help_text=_("The same in English."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture says nothing that the text doesn't: screen readers pass over it."),
    )
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Who took it, who owns it."))

    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "alt_fr",
        "alt_en",
        "decorative",
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail has just set an attribute of the same name, for its own block: the field's value is back.
        names = (field.attname for field in self._meta.concrete_fields)
        given = dict(zip(names, args, strict=False)) | kwargs
        value: Any = given.get("decorative", False)
        if value is DEFERRED:
            del self.decorative
        else:
            self.decorative = value

    @property
    def default_alt_text(self) -> str:
        """The alternative text in the reader's language; never the file's name."""
        if self.decorative:
            return ""
        return self.alt_en if (get_language() or "fr").startswith("en") else self.alt_fr

    def clean(self) -> None:
        super().clean()
        if not self.decorative:
            errors = {
                name: _("Describe the picture, or tick “decorative”.")
                for name in ("alt_fr", "alt_en")
                if not getattr(self, name).strip()
            }
            if errors:
                raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A file not yet stored is a new upload: what it hides goes before anything is written.
        upload: Any = self.file
        if upload and not upload._committed:
            data = upload.read()
            upload.seek(0)
            bare = strip_metadata(data)
            if bare != data:
                upload.save(Path(upload.name).name, ContentFile(bare), save=False)
                # The file remembers the size that it had before it was turned.
                with Image.open(BytesIO(bare)) as picture:
                    self.width, self.height = picture.size
                self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def create_renditions(self, *filters: Filter) -> dict[Filter, AbstractRendition]:
        """Make pictures of this photograph; where a reader waits, the photograph itself stands in for them.

        They are made when it is uploaded (pictures.py), and ahead of readers where they are missing.
        """
        if not reader_waits():
            return super().create_renditions(*filters)
        changes_at(timezone.now() + MISSING_FOR)
        model = self.get_rendition_model()
        size = {"width": self.width, "height": self.height}
        found = {
            filter: model(image=self, filter_spec=filter.spec, file=self.file.name, **size)
            for filter in filters
        }
        for stand_in in found.values():
            stand_in._from_cache = True  # so that Wagtail doesn't remember it
        return found


class CustomRendition(AbstractRendition):
    """A photograph at one size and in one format."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")

    def __str__(self) -> str:
        return f"{self.image} {self.filter_spec}"
