"""The site's own user model: it can't be added once there is data, so it is here from the first day."""

from typing import Any

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the admin."""

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Tell whether somebody holds a permission; those by collection count wherever they hold."""
        from pages.permissions import has_somewhere

        return super().has_perm(perm, obj) or (obj is None and has_somewhere(self, perm))
