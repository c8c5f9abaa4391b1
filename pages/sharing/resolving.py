"""Which page an address of this site shows now, be it an old one."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

#: An address of old may lead to another of old; more often than this it leads in circles.
MOST_STEPS = 5


def page_at(url: str, request: HttpRequest) -> Page | None:
    """Return the live page at an address, or at what that address leads to, or None.

    Args:
        url: a whole address; one of another host is no page of ours.
    """
    site = Site.find_for_request(request)
    for _step in range(MOST_STEPS):
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        ours = {request.get_host(), urlsplit(site.root_url).netloc}
        if parts.scheme not in {"http", "https"} or parts.netloc not in ours:
            return None
        if page := _live_page(parts.path, site):
            return page
        redirect = get_redirect(request, Redirect.normalise_path(parts.path))
        if redirect is None or not redirect.link:
            return None
        if redirect.redirect_page:
            return redirect.redirect_page if redirect.redirect_page.live else None
        url = request.build_absolute_uri(redirect.link)
    return None


def _live_page(path: str, site: Site) -> Page | None:
    steps = [step for step in path.split("/") if step]
    language = settings.LANGUAGE_CODE
    if steps and steps[0] in dict(settings.LANGUAGES):
        language = steps.pop(0)  # French answers with its code too, by a redirect
    locale = Locale.objects.get(language_code=language)
    home = site.root_page.get_translation_or_none(locale)
    if home is None:
        return None
    url_path = home.url_path + "".join(f"{step}/" for step in steps)
    return Page.objects.live().select_related("locale").filter(url_path=url_path).first()
