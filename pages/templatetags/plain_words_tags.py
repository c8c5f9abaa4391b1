"""What the editor's panel of checks asks for."""

from typing import Any

from django import template

from ..plain_words.settings import LONG_SENTENCE, plain_words_settings

register = template.Library()

register.simple_tag(plain_words_settings, name="plain_words_settings")


@register.simple_tag
def long_sentence() -> Any:
    """Return the number of words above which a sentence is long."""
    return LONG_SENTENCE
