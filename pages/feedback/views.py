"""Where readers' answers arrive, and the two pages they lead to. Nothing here sets a cookie."""

import logging
from typing import Any

from django.core.exceptions import BadRequest
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ..languages import reader_language
from ..models import SiteSettings
from ..services.translations import other_language, twin_of
from ..services.views import language_switch_to, view_context
from .counting import TooManyAnswersError, count
from .forms import AnswerForm, answerable
from .guard import check_size, comes_from_this_site, reader_address
from .models import REASONS, Answer

logger = logging.getLogger(__name__)


@csrf_exempt  # a token needs a cookie: comes_from_this_site does its work
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """Take an answer and lead on: after "no" to the reasons, else to the thanks.

    While the database doesn't answer, the reader is told so and whom to call (503, from a file).
    """
    try:
        return _take(request)
    except Error:
        logger.exception("A reader's answer was lost")
        return HttpResponse(status=503)  # ReadableErrorsMiddleware gives it its words


def _take(request: HttpRequest) -> HttpResponse:
    _require_switched_on(request)
    if request.method != "POST":
        response = _refused(
            request,
            405,
            _("Nothing to read here"),
            _("This address only takes the answers given at the foot of each page."),
        )
        response.headers["Allow"] = "POST"
        return response
    if not comes_from_this_site(request):
        return _refused(
            request,
            403,
            _("We couldn’t take this answer"),
            _("It doesn’t seem to come from a page of this site. Open the page and answer there."),
        )
    check_size(request)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise BadRequest("unknown page or answer")
    page, said = form.cleaned_data["page"], form.cleaned_data["answer"]
    if not form.cleaned_data["website"]:
        try:
            count(page, said, reader_address(request), timezone.localdate())
        except TooManyAnswersError:
            return _refused(
                request,
                429,
                _("That is a lot of answers for today"),
                _("Many came from your connection, so we stop counting until tomorrow. Thank you."),
            )
    name = "feedback_why" if said == Answer.NO else "feedback_thanks"
    response = HttpResponseRedirect(reverse(name, args=[page.pk]))
    response.status_code = 303
    return response


@require_safe
@never_cache
def why(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask why a page was of no use: four reasons, each one tap."""
    page = _page(request, page_id)
    context = {"reasons": [{"value": reason, "label": reason.label} for reason in REASONS]}
    context |= _context(request, page, _("What was the trouble?"))
    return render(request, "pages/feedback_why.html", context)


@require_safe
@never_cache
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Thank for an answer, lead back to the page, and say whom to call."""
    context = _context(request, _page(request, page_id), _("Thank you for your answer"))
    context["text"] = _(
        "It helps us improve this page. Nobody can reply to it: if you have a question, call."
    )
    return render(request, "pages/feedback_message.html", context)


def _require_switched_on(request: HttpRequest) -> None:
    if not SiteSettings.for_request(request).feedback:
        raise Http404


def _page(request: HttpRequest, page_id: int) -> Page:
    _require_switched_on(request)
    return get_object_or_404(answerable(reader_language()), pk=page_id)


def _context(request: HttpRequest, page: Page, title: str) -> dict[str, Any]:
    """Return the furniture; the language switch leads to the same view about the page's twin."""
    twin = twin_of(page)
    url = None
    other = other_language(reader_language())
    if twin and request.resolver_match:
        with translation.override(other):
            url = reverse(request.resolver_match.view_name, args=[twin.pk])
    return view_context(request, title) | {
        "languages": language_switch_to(other, url),
        "about": page,
        "about_url": page.get_url(request),
    }


def _refused(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context = view_context(request, title) | {"text": text}
    return render(request, "pages/feedback_message.html", context, status=status)
