"""How the pages app shows in the admin: rich text, snippets and their choosers, the editor's guards."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import (
    image_report,  # noqa: F401  (its hooks)
    page_views,  # noqa: F401  (Wagtail's views of pages, with ours in their place)
    safe_editing,  # noqa: F401  (its hooks)
)
from .dashboard import admin as dashboard_admin  # noqa: F401  (its hooks)
from .facts import admin as facts_admin  # noqa: F401  (its hooks)
from .facts import publishing  # noqa: F401  (the guard's views and hooks)
from .facts.draftail import register_fact_feature
from .facts.models import Fact, Source
from .feedback import admin as feedback_admin  # noqa: F401  (its hooks)
from .glossary import admin as glossary_admin  # noqa: F401  (its hooks)
from .guide import admin as guide_admin  # noqa: F401  (its hooks)
from .image_forms import alt_text_messages
from .links import admin as links_admin  # noqa: F401  (its hooks)
from .models import Menu
from .owned_views import OwnedSnippetViewSet, rights_panel
from .permanent import admin as permanent_admin  # noqa: F401  (its hooks)
from .plain_words import admin as plain_words_admin  # noqa: F401  (its hooks)
from .rich_text import FactEmbedHandler, LivePageLinkHandler
from .search import admin as search_admin  # noqa: F401  (registers its snippet)
from .services.addresses import validate_slug
from .translation import admin as translation_admin  # noqa: F401  (its hooks)
from .typography import admin as typography_admin  # noqa: F401  (its hooks)


@hooks.register("register_rich_text_features", order=100)
def register_rich_text(features: Any) -> None:
    """Let pages write facts, and links only to what is live; Wagtail's own link handler gives way."""
    features.register_embed_type(FactEmbedHandler)
    features.register_link_type(LivePageLinkHandler)
    register_fact_feature(features)


class FactViewSet(OwnedSnippetViewSet):
    """The register of facts."""

    model = Fact
    icon = "fact"
    menu_label = _("Facts")
    list_display = ["key", "wording_fr", Column("state_label", label=_("State")), "review_by"]
    list_filter = ["kind", "mark", "collection"]
    ordering = ["key"]
    add_to_admin_menu = False


class SourceViewSet(SnippetViewSet):
    """The sources on which facts rest."""

    model = Source
    icon = "link-external"
    menu_label = _("Sources")
    list_display = ["title", "publisher", "read_on"]
    search_fields = ["title", "publisher", "key"]


class MenuViewSet(SnippetViewSet):
    """The menus of the header and the footer."""

    model = Menu
    icon = "list-ul"
    menu_label = _("Menus")


class FactsGroup(SnippetViewSetGroup):
    """Facts and their sources, together in the admin's menu."""

    items = (FactViewSet, SourceViewSet)
    menu_label = _("Facts")
    menu_icon = "fact"
    menu_order = 150


register_snippet(FactsGroup)


@hooks.register("register_group_permission_panel")
def register_fact_rights() -> type:
    """Let administrators give rights on facts, by owner."""
    actions = {
        "add": _("Add"),
        "change": _("Edit"),
        "review": _("Say that it is still true"),
        "publish": _("Publish"),
        "delete": _("Delete"),
        "lock": _("Lock"),
        "unlock": _("Unlock"),
    }
    return rights_panel(Fact, actions, "fact")


register_snippet(MenuViewSet)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Add the icons that Wagtail lacks."""
    return [*icons, "admin/icons/fact.svg", "admin/icons/moon.svg"]


@hooks.register("insert_global_admin_js")
def say_pictures_aloud() -> SafeString:
    """Load the module that says what a screen reader will make of a picture: choosers are everywhere."""
    return format_html(
        '{}<script type="module" src="{}"></script>',
        json_script(alt_text_messages(), "alt-text-messages"),
        static("js/admin/alt-text.js"),
    )


@hooks.register("insert_editor_js")
def name_rich_texts() -> SafeString:
    """Load the module that calls each rich text by its label."""
    return format_html(
        '<script type="module" src="{}"></script>', static("js/admin/rich-text-names.js")
    )


@hooks.register("insert_global_admin_css")
def mend_looks() -> SafeString:
    """Load what is mended in the looks of Wagtail's own parts."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("before_move_page")
def refuse_reserved_address(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """Refuse to move a page to where its address would be one of the site's own."""
    try:
        validate_slug(page.slug, destination.depth, destination.locale.language_code)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("wagtailadmin_pages:move", page.pk)
    return None
