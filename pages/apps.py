from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = _("Pages and facts")

    def ready(self) -> None:
        from . import permissions
        from .a_to_z import figure as a_to_z_figure  # noqa: F401  (registers the link)
        from .accessibility import checks as grid_checks  # noqa: F401  (registers the system check)
        from .accessibility import figure  # noqa: F401  (registers the statement)
        from .facts import checks  # noqa: F401  (registers the system checks)
        from .glossary import figure as glossary_figure  # noqa: F401  (registers the list)
        from .permanent import recording
        from .pictures import make_for_upload  # noqa: F401  (listens to what is uploaded)
        from .privacy import refuse  # noqa: F401  (keeps every page public)
        from .search import signals  # noqa: F401  (follows what is published)
        from .sharing import figure as sharing_figure  # noqa: F401  (registers the snippets)
        from .sharing import making  # noqa: F401  (listens to what is published)
        from .translation import tracking  # noqa: F401  (listens to what is published)

        recording.connect()
        permissions.register_pages()
        permissions.register_owned(self.get_model("Fact"))
