"""What readers are told of a page that has been behind for too long."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from ..models.settings import SiteSettings
from ..services.keeping import changes_on
from ..services.translations import twin_of


@dataclass(frozen=True)
class TranslationNotice:
    """That the page in the other language changed: in which language, when, and where it is."""

    language: str
    changed_on: date
    url: str


def translation_notice(page: Page, request: HttpRequest) -> TranslationNotice | None:
    """Return the notice that a page is behind, once the site's period of grace is over.

    It asks the database nothing of its own: when the page fell behind comes with its twin, and
    the settings are those that the page's furniture needs anyway.
    """
    twin = twin_of(page)
    since = getattr(twin, "translation_behind_since", None)
    if twin is None or since is None:
        return None
    changed_on = timezone.localdate(since)
    grace = SiteSettings.for_request(request).translation_grace_days
    due = changed_on + timedelta(days=grace)
    if timezone.localdate() < due:
        changes_on(due)
        return None
    url = twin.get_url(request)
    return TranslationNotice(twin.locale.language_code, changed_on, url) if url else None
