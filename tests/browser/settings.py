"""The tests' settings for a server of its own: static files come from where they lie, as they are."""

from normandy_centres.settings.test import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # a style sheet may be saved while the tests run
