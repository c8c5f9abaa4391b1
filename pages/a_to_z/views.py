"""The list from A to Z in the reader's language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..languages import reader_language
from ..services.views import view_context
from .entries import letters


@require_safe
def a_to_z(request: HttpRequest) -> HttpResponse:
    """Show all that the site holds, by letter."""
    context = {"letters": letters(reader_language(), request)}
    return render(request, "pages/a_to_z.html", context | view_context(request, _("From A to Z")))
