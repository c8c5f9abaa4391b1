from django.apps import AppConfig


class PageStoreConfig(AppConfig):
    name = "normandy_centres.page_store"
    verbose_name = "Page store"

    def ready(self) -> None:
        from . import invalidation, purging

        invalidation.connect()
        purging.connect()
