"""The page in the other language, for its editor."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from ..services.translations import LANGUAGE_NAMES, other_language

register = template.Library()


@register.simple_tag(takes_context=True)
def twin_to_edit(context: template.Context, thing: Any) -> dict[str, Any] | None:
    """Return where the page in the other language is edited, or None where there is none to edit.

    Args:
        context: with the request, for what somebody may edit.
        thing: what the form is about; only pages have a twin.
    """
    if not isinstance(thing, Page) or not thing.pk or not thing.locale_id:
        return None
    language = other_language(thing.locale.language_code)
    twins = thing.get_translations(inclusive=False).filter(locale__language_code=language)
    twin = twins.first()
    if twin is None or not twin.permissions_for_user(context["request"].user).can_edit():
        return None
    return {
        "language": language,
        "url": reverse("wagtailadmin_pages:edit", args=[twin.pk]),
        "label": _("Open in the other language: %(language)s")
        % {"language": LANGUAGE_NAMES[language]},
    }
