"""The reader's language."""

from django.conf import settings
from django.utils.translation import get_language


def reader_language() -> str:
    """Return the language in which the reader reads: the active one, French where there is none."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
