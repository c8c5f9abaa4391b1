"""What becomes of a photograph that is uploaded: nothing hidden stays, and every size is made at once."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.images.models import Filter
from wagtail.models import UploadedFile

from .models import CustomImage
from .models.images import strip_metadata

FORMATS = "format-{avif,webp,jpeg}"
#: As components/blocks/image.html and components/picture_or_illustration.html ask for them.
SHOWN = ([FORMATS, "width-{640,1280}"], [FORMATS, "fill-{640x640,1280x1280}"])


def filters() -> list[Filter]:
    """Return every size and format in which a page may show a photograph."""
    return [Filter(spec=spec) for asked in SHOWN for spec in Filter.expand_spec(asked)]


def make(image: CustomImage) -> None:
    """Make the pictures of a photograph that are missing."""
    image.get_renditions(*filters())


def make_missing() -> int:
    """Make what is missing of any photograph, and return of how many something was."""
    short = CustomImage.objects.annotate(made=Count("renditions")).filter(made__lt=len(filters()))
    for image in short:
        make(image)
    return len(short)


@receiver(pre_save, sender=UploadedFile, dispatch_uid="pictures_waiting")
def strip_waiting(instance: UploadedFile, **kwargs: Any) -> None:
    """Take out what a photograph hides before it waits for its text: it is moved from there as it is."""
    kind, file = instance.for_content_type, instance.file
    if kind and kind.model_class() is CustomImage and file and not file._committed:
        instance.file = ContentFile(strip_metadata(file.read()), name=file.name)


@receiver(post_save, sender=CustomImage, dispatch_uid="pictures_uploaded")
def make_for_upload(instance: CustomImage, raw: bool = False, **kwargs: Any) -> None:
    """Make the pictures of what was uploaded or cropped, once it is saved for good."""
    if not raw:
        transaction.on_commit(lambda: make(instance), robust=True)
