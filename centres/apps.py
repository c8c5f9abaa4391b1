from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentresConfig(AppConfig):
    name = "centres"
    verbose_name = _("Cancer centres")

    def ready(self) -> None:
        from pages.permissions import register_owned
        from pages.search.signals import follow_records

        from . import (
            a_to_z,  # noqa: F401  (adds names to the list from A to Z)
            figures,  # noqa: F401  (registers the figures)
            search,
        )

        names = ["Centre", "Speciality", "Partner", "Award", "Project"]
        records = [self.get_model(name) for name in names]
        register_owned(*records)
        search.register()
        follow_records(*records)
