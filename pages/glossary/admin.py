"""The terms in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import GlossaryTerm


class GlossaryTermViewSet(SnippetViewSet):
    """The words that pages explain."""

    model = GlossaryTerm
    icon = "help"
    menu_label = _("Glossary")
    list_display = ["term", "definition", BooleanColumn("in_pages", label=_("In pages"))]
    list_filter = ["medical", "in_pages"]
    ordering = ["term"]


register_snippet(GlossaryTermViewSet)
