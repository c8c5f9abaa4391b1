from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "normandy_centres.users"
    label = "users"
    verbose_name = _("Users")

    def ready(self) -> None:
        from .sign_in import sessions  # noqa: F401  (its receiver)
