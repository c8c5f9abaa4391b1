"""The site's own user model: it can't be added once there is data, so it is here from the first day."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who signs in to the admin."""
