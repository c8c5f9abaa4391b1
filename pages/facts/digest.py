"""Mails to those in charge of facts: what is past its date, overdue or due soon."""

from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..formats import format_partial_date
from ..languages import reader_language
from ..models.runs import Run
from .review import due_for

#: A digest a week is read; a digest a day is filtered away.
WEEKDAY = 0
RUN_NAME = "fact-digest"


def send_digests(today: date) -> int:
    """Mail each person in charge the facts to check, on Mondays, once; return how many mails went.

    Args:
        today: the day in the site's time zone.
    """
    if today.weekday() != WEEKDAY or not Run.first_on(RUN_NAME, today):
        return 0
    sent = 0
    for user in get_user_model().objects.filter(is_active=True).exclude(email=""):
        facts = list(due_for(user))
        if not facts:
            continue
        with translation.override(preferred_language(user)):
            language = reader_language()
            subject = ngettext(
                "%(count)d fact to check", "%(count)d facts to check", len(facts)
            ) % {"count": len(facts)}
            lines = [
                f"- {fact.key} ({fact.state_label}"
                + (f", {format_partial_date(fact.review_by, language)}" if fact.review_by else "")
                + f"): {fact.wording}"
                for fact in facts
            ]
            address = f"{settings.SITE_URL}{reverse('fact_review')}?owner={user.pk}"
            body = "\n".join([_("These facts are in your charge:"), "", *lines, "", address, ""])
            send_mail(subject, body, None, [user.email])
        sent += 1
    return sent


def preferred_language(user: object) -> str:
    """Return the language in which somebody uses the admin, French where they haven't chosen."""
    profile = getattr(user, "wagtail_userprofile", None)
    return getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE
