"""Where permanent names lead."""

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ..models import BasePage
from .names import PAGE


class SeeOther(HttpResponseRedirect):
    """The name is that of a thing, and the address that of a page about it: 303, not 302."""

    status_code = 303


@require_safe
def identity(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Lead from a permanent name to the live page about the thing, in the reader's language if it can."""
    pages = {page.locale.language_code: page for page in named(kind, key).select_related("locale")}
    for language in (get_language_from_request(request), settings.LANGUAGE_CODE, *pages):
        if language in pages:
            return SeeOther(pages[language].get_url(request))
    raise Http404


def named(kind: str, key: str) -> QuerySet[Page]:
    """Return the live pages about a thing. Raises Http404 where there is no such kind of thing."""
    if kind == PAGE:
        try:
            return Page.objects.live().filter(translation_key=UUID(key), depth__gt=1)
        except ValueError as error:
            raise Http404 from error
    for model in BasePage.__subclasses__():
        if model.record_name == kind:
            return model.objects.live().filter(**{f"{kind}__key": key})
    raise Http404
