"""Every page is public: who would save that one is for some is refused, not deceived.

Wagtail's form says so (``BasePage.private_page_options``). This is for what is saved past it, by a script
or an import: pages are stored on disk, listed, searched and given out as data, and nothing of that asks who
reads.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction


@receiver(pre_save, sender=PageViewRestriction, dispatch_uid="pages_are_public")
def refuse(sender: type[PageViewRestriction], **kwargs: Any) -> None:
    """Refuse to restrict a page.

    Raises:
        ValidationError: always.
    """
    raise ValidationError(
        _("Every page of this site is public. Unpublish what isn’t for everybody.")
    )
