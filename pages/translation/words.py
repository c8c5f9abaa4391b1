"""What the admin says of translations: whole sentences for each language, as grammar wants."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..formats import format_partial_date
from ..languages import reader_language


def day(moment: datetime | date | None) -> str:
    """Write the day of a moment in words, in the language of whoever reads the admin."""
    if moment is None:
        return ""
    found = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    return format_partial_date(found, reader_language())


def translate_to(language: str) -> str:
    return _("Translate to French") if language == "fr" else _("Translate to English")


def wanted(language: str) -> str:
    """Name a language in a list."""
    return _("French") if language == "fr" else _("English")


def changed(language: str, since: datetime, count: int) -> str:
    """Say that the page in a language has changed since its translation was last up to date."""
    values = {"day": day(since), "count": count}
    if language == "fr":
        return (
            ngettext(
                "The French page has changed since this translation of %(day)s: %(count)d change.",
                "The French page has changed since this translation of %(day)s: %(count)d changes.",
                count,
            )
            % values
        )
    return (
        ngettext(
            "The English page has changed since this translation of %(day)s: %(count)d change.",
            "The English page has changed since this translation of %(day)s: %(count)d changes.",
            count,
        )
        % values
    )


def in_step(language: str, since: datetime) -> str:
    """Say that a page is up to date with the one in a language."""
    if language == "fr":
        return _("Up to date with the French page since %(day)s.") % {"day": day(since)}
    return _("Up to date with the English page since %(day)s.") % {"day": day(since)}


def begun(language: str, since: datetime) -> str:
    """Say of a first draft from when the page in a language is that it translates."""
    if language == "fr":
        return _("Draft of %(day)s: the French page hasn’t changed since.") % {"day": day(since)}
    return _("Draft of %(day)s: the English page hasn’t changed since.") % {"day": day(since)}


def twin_behind(language: str, since: datetime) -> str:
    """Say that the page in a language is behind the one being edited."""
    if language == "fr":
        return _("The French page has been behind this one since %(day)s.") % {"day": day(since)}
    return _("The English page has been behind this one since %(day)s.") % {"day": day(since)}


def changes_title(language: str) -> str:
    """Name the comparison of what a page in a language said and says."""
    return _("What has changed in French") if language == "fr" else _("What has changed in English")


def whole_text(language: str) -> str:
    return _("The whole French text") if language == "fr" else _("The whole English text")


def no_twin(language: str) -> str:
    if language == "fr":
        return _("This page isn’t there in French yet.")
    return _("This page isn’t there in English yet.")
