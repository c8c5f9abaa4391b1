"""What we take from Wagtail is what its documentation offers; what isn't is listed, with the reason.

These are the places to look at when Wagtail is upgraded: what is undocumented may change without notice.
"""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
CODE = ("normandy_centres", "pages", "centres")

#: Modules that Wagtail's documentation (reference, extending, advanced topics) tells to import from.
DOCUMENTED = frozenset(
    {
        *("wagtail", "wagtail.blocks", "wagtail.fields", "wagtail.log_actions", "wagtail.models"),
        *("wagtail.rich_text", "wagtail.search", "wagtail.signals", "wagtail.permissions"),
        *("wagtail.admin", "wagtail.admin.filters", "wagtail.admin.forms", "wagtail.admin.menu"),
        "wagtail.admin.forms.auth",
        *("wagtail.admin.panels", "wagtail.admin.ui.components", "wagtail.admin.ui.tables"),
        *("wagtail.admin.userbar", "wagtail.admin.widgets", "wagtail.admin.views.generic"),
        *(
            "wagtail.admin.views.reports",
            "wagtail.admin.viewsets.model",
            "wagtail.admin.viewsets.pages",
        ),
        "wagtail.admin.rich_text.converters.html_to_contentstate",
        "wagtail.admin.rich_text.editors.draftail.features",
        "wagtail.contrib.frontend_cache.utils",
        *("wagtail.contrib.redirects.models", "wagtail.contrib.search_promotions.models"),
        *("wagtail.contrib.settings.models", "wagtail.documents", "wagtail.documents.forms"),
        *(
            "wagtail.images",
            "wagtail.images.blocks",
            "wagtail.images.forms",
            "wagtail.images.models",
        ),
        *("wagtail.snippets.blocks", "wagtail.snippets.models", "wagtail.snippets.views.chooser"),
        *("wagtail.snippets.views.snippets", "wagtail.snippets.action_menu"),
    }
)
#: Whatever else we use: no documented way does it.
EXCEPTIONS = {
    "wagtail.actions.copy_for_translation": "a draft of a translation, as its own button makes one",
    "wagtail.admin.admin_url_finder": "what links to a page that goes away, with where to edit it",
    "wagtail.admin.api.actions.publish": "publishing through the admin's API is held to the same rules",
    "wagtail.admin.api.views": "the same",
    "wagtail.admin.auth": "who may see a report",
    "wagtail.admin.compare": "differences of texts, as the history shows them",
    "wagtail.admin.forms.collections": "permissions on collections that belong to a centre",
    "wagtail.admin.ui.side_panels": "a panel beside the editor: the base class of Wagtail's own",
    "wagtail.admin.utils": "somebody's name as the admin shows it",
    "wagtail.admin.views.generic.chooser": "the form that creates a record in a chooser",
    "wagtail.admin.views.home": "panels of the dashboard, with our own columns",
    "wagtail.admin.views.pages.create": "the guard before publishing: no hook comes early enough",
    "wagtail.admin.views.pages.delete": "leaving a page asks what takes its place",
    "wagtail.admin.views.pages.edit": "the guard before publishing",
    "wagtail.admin.views.pages.listing": "the buttons of translations know which listing they stand in",
    "wagtail.admin.views.pages.move": "a move says before what comes along",
    "wagtail.admin.views.pages.unpublish": "leaving a page",
    "wagtail.admin.views.pages.workflow": "the guard before approving",
    "wagtail.api.v2.utils": "an error as the admin's API words it",
    "wagtail.contrib.frontend_cache.backends.base": "what each backend is, documented by those that are",
    "wagtail.contrib.redirects.middleware": "where a redirect leads, for cards of other sites",
    "wagtail.contrib.simple_translation.views": "the page that asks before a translation is begun",
    "wagtail.coreutils": "a slug that isn't taken",
    "wagtail.documents.fields": "the field that checks an upload",
    "wagtail.images.fields": "the same for photographs",
    "wagtail.permission_policies": "permissions by owner; documented, and called internal there",
    "wagtail.permission_policies.collections": "the same",
    "wagtail.permission_policies.pages": "the same",
    "wagtail.rich_text.pages": "links to pages: the handler that ours replaces",
    "wagtail.users.models": "the language in which somebody works",
    "wagtail.utils.urlpatterns": "the admin is never kept by caches",
}


def imported() -> dict[str, set[str]]:
    """Return from which modules of Wagtail our code imports, and in which files."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py")):
        if "migrations" in path.parts:
            continue  # a migration imports what it was made with
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert node.module is not None
                names = [node.module]
                private = [name.name for name in node.names if name.name.startswith("_")]
                assert not (names[0].startswith("wagtail") and private), (path, private)
            elif isinstance(node, ast.Import):
                names = [name.name for name in node.names]
            for name in names:
                if name.split(".")[0] == "wagtail":
                    found[name].add(str(path.relative_to(ROOT)))
    return found


def test_what_is_not_documented_is_listed_and_nothing_else() -> None:
    found = imported()
    unlisted = {name: found[name] for name in set(found) - DOCUMENTED - set(EXCEPTIONS)}
    assert not unlisted, "Not documented: find another way, or list it with the reason."
    assert not set(EXCEPTIONS) - set(found), "No longer needed: take it off the list."
    assert not DOCUMENTED & set(EXCEPTIONS)
