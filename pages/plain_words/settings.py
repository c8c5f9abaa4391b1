"""What the module in the editor's browser needs: limits, words in both languages, and its own messages."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from .terms import cues, terms

#: A sentence of more words than this is listed.
LONG_SENTENCE = 25

# Flesch (1948) for English, and what Kandel and Moles (1958) made of it for French: from 100 (very
# easy) down; per word of a mean sentence, and per syllable of a mean word.
FORMULAS = {
    "en": {"start": 206.835, "sentence": 1.015, "word": 84.6},
    "fr": {"start": 207.0, "sentence": 1.015, "word": 73.6},
}


def plain_words_settings() -> dict[str, Any]:
    """Return the module's settings as plain data; messages are in the editor's language."""
    return {
        "longSentence": LONG_SENTENCE,
        "formulas": FORMULAS,
        "levels": [
            {"from": 70, "label": _("Easy")},
            {"from": 60, "label": _("Plain")},
            {"from": 50, "label": _("Rather difficult")},
            {"from": None, "label": _("Difficult")},
        ],
        "languages": {
            code: {
                "terms": [term.forms for term in terms(code)],
                "before": cues(code).before,
                "after": cues(code).after,
            }
            for code, _name in settings.LANGUAGES
        },
        "messages": {
            "score": _("%(level)s (%(score)s out of 100)"),
            "sentence": _("%(words)s words, under “%(heading)s”"),
        },
    }
