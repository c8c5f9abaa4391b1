"""Wagtail's own words that our French catalogue puts right: it is asked before Wagtail's.

Named here so that they are in the catalogue, which holds what the code names and nothing else.
"""

from django.utils.translation import gettext_noop

BETTER = (
    # Wagtail's French says "will write a new version", where somebody else's would be lost.
    gettext_noop("Saving will overwrite a newer version."),
)
