"""What makes a password long enough."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONG = 14
SHORTER = 12
DIFFERENT = 6


class LongEnough:
    """Ask for length, or for a little less of it where all four kinds of characters are in it.

    CNIL, deliberation 2022-100: with tries limited, at least 50 bits, counted as length times the logarithm
    of the characters to choose from. Fourteen small letters have 66, twelve of all kinds 79. Nobody has to
    change a password because of its age.
    """

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password that is too short."""
        kinds = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
        all_kinds = all(any(map(kind, password)) for kind in kinds)
        if len(password) < (SHORTER if all_kinds else LONG):
            raise ValidationError(self.get_help_text(), code="password_too_short")
        if len(set(password)) < DIFFERENT:
            raise ValidationError(
                _("This password repeats the same few characters."), code="password_too_uniform"
            )

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _(
            "Take at least %(long)d characters: a sentence is easy to remember. %(shorter)d are enough with"
            " capitals, small letters, digits and punctuation."
        ) % {"long": LONG, "shorter": SHORTER}
