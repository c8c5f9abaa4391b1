"""/.well-known/security.txt (RFC 9116): where to write about a weakness of this site."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from pages.models import SiteSettings

PATH = ".well-known/security.txt"
#: What it says holds for so long after the day on which it is read: less than a year (RFC 9116, 2.5.5).
HOLDS = timedelta(days=180)
DAY = 24 * 3600


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Return the file; where no contact is set there is none (404)."""
    contact = SiteSettings.for_request(request).security_contact
    if not contact:
        raise Http404
    expires = datetime.combine(timezone.now().astimezone(UTC).date() + HOLDS, time(), UTC)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/{PATH}",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=DAY)
    return response
