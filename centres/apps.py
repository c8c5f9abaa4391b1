from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "centres"
    verbose_name = _("Cancer centres")

    def ready(self) -> None:
        from pages.permissions import register_owned

        from . import (
            a_to_z,  # noqa: F401  (adds names to the list from A to Z)
            figures,  # noqa: F401  (registers the figures)
        )

        names = ["Centre", "Speciality", "Partner", "Award", "Project"]
        register_owned(*(self.get_model(name) for name in names))
