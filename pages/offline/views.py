"""The service worker, and the page that lists what is kept. What is kept, the server never learns."""

import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..models import SiteSettings
from ..services.addresses import addresses
from ..services.views import view_context

#: How the names of the caches begin (static/js/offline.js writes them). Whoever changes how pages are
#: kept counts this up, and lets the worker move the pages of the layout before.
LAYOUT = "kept-1:"


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the worker of this release or, once switched off, one that removes itself and all it kept."""
    on = SiteSettings.for_request(request).offline
    template = "offline/service_worker.js" if on else "offline/service_worker_off.js"
    context = {"config": json.dumps(worker_config())}
    return render(request, template, context, content_type="text/javascript; charset=utf-8")


def worker_config() -> dict[str, Any]:
    """Return what the worker must know of the site.

    With each release the static manifest's hash changes, and with it the worker: browsers that have
    one put the new one in its place.
    """
    furniture = [addresses(code) for code, _name in settings.LANGUAGES]
    # The address that says most comes first: everything lies below "/".
    furniture.sort(key=lambda item: len(item["home"]), reverse=True)
    return {
        "release": getattr(staticfiles_storage, "manifest_hash", ""),
        "layout": LAYOUT,
        "assets": [settings.STATIC_URL, settings.MEDIA_URL],
        "never": [reverse("wagtailadmin_home")],
        "lists": [[item["home"], item["kept"]] for item in furniture],
    }


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Show the page on which the browser itself lists what is kept."""
    if not SiteSettings.for_request(request).offline:
        raise Http404
    return render(request, "pages/kept.html", view_context(request, _("Pages kept on this device")))
