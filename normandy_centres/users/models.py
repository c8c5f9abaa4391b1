"""The site's own user model: it can't be added once there is data, so it is here from the first day."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac


class User(AbstractUser):
    """Somebody who signs in to the admin.

    Attributes:
        sessions_ended: how often all their sessions were ended; each session is signed with the number that
            was true when it began, so that one step ends them on every server.
    """

    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Tell whether somebody holds a permission; those by collection count wherever they hold."""
        from pages.permissions import has_somewhere

        return super().has_perm(perm, obj) or (obj is None and has_somewhere(self, perm))

    def end_sessions(self) -> None:
        """Sign this person out wherever they are signed in."""
        self.sessions_ended = models.F("sessions_ended") + 1
        self.save(update_fields=["sessions_ended"])
        self.refresh_from_db(fields=["sessions_ended"])

    def get_session_auth_hash(self) -> str:
        """Return what a session must hold to be this person's: it changes with the password, too."""
        return self._signature(settings.SECRET_KEY)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return the same for secret keys that are on their way out."""
        return (self._signature(str(key)) for key in settings.SECRET_KEY_FALLBACKS)

    def _signature(self, key: str) -> str:
        value = f"{self.password} {self.sessions_ended}"
        return salted_hmac("users.User.session", value, secret=key, algorithm="sha256").hexdigest()
