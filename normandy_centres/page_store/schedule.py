"""When something next goes live or is taken offline by its clock: no page is trusted beyond, any may list it.

Whoever publishes then (``run_due``) begins a new generation. While that can't be, the database being down,
readers are told that what they get is of before.
"""

from datetime import datetime

from django.apps import apps
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision


def next_scheduled() -> datetime | None:
    """Return the next moment at which something is published or expires; None where nothing is scheduled.

    One query. Where the database can't be asked, it is now.
    """
    now = timezone.now()
    to_publish = Revision.objects.filter(approved_go_live_at__gt=now).order_by()
    to_take_offline = (
        model._base_manager.filter(live=True, expire_at__gt=now).order_by().values_list("expire_at")
        for model in apps.get_models()
        if _has_clock(model)
    )
    try:
        moments = to_publish.values_list("approved_go_live_at").union(*to_take_offline)
        return min((moment for (moment,) in moments), default=None)
    except (OperationalError, InterfaceError):
        return now


def _has_clock(model: type) -> bool:
    """Tell whether a table says of its records until when they are shown; that of all pages does for each."""
    return model is Page or (issubclass(model, DraftStateMixin) and not issubclass(model, Page))
