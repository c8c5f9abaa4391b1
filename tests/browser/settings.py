"""The tests' settings for a server of its own: static files come from where they lie."""

from normandy_centres.settings.test import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
