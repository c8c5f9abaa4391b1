from django.apps import AppConfig


class NormandyCentresConfig(AppConfig):
    name = "normandy_centres"
    verbose_name = "Baclesse + Becquerel"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the system checks)
