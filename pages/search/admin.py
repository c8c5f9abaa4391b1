"""The search in the admin: synonyms, beside Wagtail's promoted results."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import SearchSynonym


class SynonymViewSet(SnippetViewSet):
    """Words that mean the same to a reader."""

    model = SearchSynonym
    icon = "search"
    menu_label = _("Search synonyms")
    list_display = ["typed", "also", "language"]
    list_filter = ["language"]
    search_fields = ["typed", "also"]
    add_to_settings_menu = True


register_snippet(SynonymViewSet)
