"""Facts inside running text, in the rich text editor (Draftail).

In the database a fact is ``<embed embedtype="fact" id="12"/>``, or with ``form="value"`` for its
value alone. In the editor it is an inline entity that cannot be typed into; its text is how the
fact reads in the page's language, its data what static/js/admin/fact-entity.js shows about it.
"""

import re
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property, lazy
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from draftjs_exporter.engines.string import Elt
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    KEEP_WHITESPACE,
    InlineEntityElementHandler,
)
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenView,
)

from .. import formats
from ..languages import reader_language
from .models import Fact

#: A longer sentence is cut in the editor, never for readers.
LABEL_LENGTH = 80
WHITESPACE = re.compile(r"[ \t\r\n]+")  # \s would join what no-break spaces hold together


# --- What is being edited: the language of the page, and the register --------------------------


class Editing:
    """One look at the register, in the language of what is being edited.

    The register is fetched whole, at the first fact: a form with fifty texts costs one query.
    """

    def __init__(self, language: str | None = None) -> None:
        self.language = language if language in dict(settings.LANGUAGES) else reader_language()

    @cached_property
    def facts(self) -> dict[int, Fact]:
        return Fact.objects.in_bulk()


_editing: ContextVar[Editing | None] = ContextVar("editing", default=None)


@hooks.register("before_edit_page")
def edit_page(request: HttpRequest, page: Page) -> None:
    """Write the facts of a page's form in the page's language."""
    _editing.set(Editing(page.locale.language_code))


@hooks.register("before_create_page")
def create_page(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    """Write the facts of a new page's form in the language of its parent."""
    _editing.set(Editing(parent.locale.language_code))


def _forget(**_kwargs: Any) -> None:
    _editing.set(None)


# A form is rendered after its view has returned, so only the end of the response clears up; where a
# server doesn't tell of it, the next request of this thread does.
for _signal in (request_finished, request_started):
    _signal.connect(_forget, dispatch_uid="pages.facts.draftail")


def _language() -> str:
    return (_editing.get() or Editing()).language


# --- What the editor knows of a fact -----------------------------------------------------------


def entity_data(fact: Fact | None, pk: int | str, form: str, language: str) -> dict[str, Any]:
    """Return the data of a fact's entity.

    Args:
        fact: the fact, or None where it no longer exists.
        pk: its id as stored.
        form: "value" for the value alone, "" for the whole sentence.
        language: the language of the text in which it stands.
    """
    data: dict[str, Any] = {"id": pk, "form": form}
    if fact is None:
        missing = f"? {pk}".strip()
        return data | {
            "label": missing,
            "labels": {"": missing, "value": missing},
            "wording": "",
            "key": missing,
            "state": gettext("no longer in the register"),
            "published": False,
        }
    wording = WHITESPACE.sub(" ", fact.wording_on(timezone.localdate(), language)).strip()
    number, unit = fact.formatted_value(language), fact.in_language("unit", language)
    labels = {
        "": Truncator(wording).chars(LABEL_LENGTH) or fact.key,
        "value": f"{number}{formats.NBSP}{unit}" if number and unit else number,
    }
    return data | {
        "label": labels.get(form) or (fact.key if form == "value" else labels[""]),
        "labels": labels,
        "wording": wording,
        "key": fact.key,
        "state": fact.state_label if fact.live else gettext("not published"),
        "published": fact.is_published,
    }


# --- Between the database and the editor -------------------------------------------------------


class FactElementHandler(InlineEntityElementHandler):
    """Reads ``<embed embedtype="fact">`` into an entity whose text is how the fact reads."""

    mutability = "IMMUTABLE"

    def __init__(self) -> None:
        super().__init__("FACT")

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        # Outside a page's form (a snippet's, the settings') each text looks up its own facts.
        editing = _editing.get() or contentstate.__dict__.setdefault("editing", Editing())
        entity = contentstate.entity_map[state.current_entity_ranges[-1].key]
        pk = entity.data["id"]
        entity.data = entity_data(editing.facts.get(pk), pk, entity.data["form"], editing.language)
        state.current_block.text += entity.data["label"]
        state.leading_whitespace = KEEP_WHITESPACE

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        pk = attrs.get("id") or ""
        return {"id": int(pk) if pk.isdecimal() else pk, "form": attrs.get("form") or ""}


def write_fact(props: dict[str, Any]) -> Any:
    """Write a fact's entity for the database; the text in the editor is only a view of it."""
    pk = str(props.get("id") or "")
    if not pk.isdecimal():
        return None
    attrs = {"embedtype": "fact", "id": pk}
    if props.get("form"):
        attrs["form"] = str(props["form"])
    return _in_styles(DOM.create_element("embed", attrs), props["children"])


def _in_styles(embed: Any, text: Any) -> Any:
    """Put a fact back into the bold or italic that its whole text stands in."""
    while isinstance(text, list | tuple) and len(text) == 1:
        text = text[0]
    if not (isinstance(text, Elt) and text.type != "fragment" and len(text.children) == 1):
        return embed
    styled = DOM.create_element(text.type, dict(text.attr or {}))
    DOM.append_child(styled, _in_styles(embed, text.children[0]))
    return styled


CONVERTER_RULE = {
    "from_database_format": {'embed[embedtype="fact"]': FactElementHandler()},
    "to_database_format": {"entity_decorators": {"FACT": write_fact}},
}


# --- Choosing a fact ---------------------------------------------------------------------------


class _InLanguage:
    """Lists the facts as they read in the language of the text, with their state."""

    request: HttpRequest

    @cached_property
    def language(self) -> str:
        return Editing(self.request.GET.get("language")).language

    def _wording(self, fact: Fact) -> str:
        return f"{fact.key}: {fact.wording_on(timezone.localdate(), self.language)}"

    @property
    def title_column(self) -> Any:
        column = super().title_column  # type: ignore[misc]
        column.label, column.accessor = _("Fact"), self._wording
        return column

    @property
    def columns(self) -> list[Any]:
        return [*super().columns, Column("state_label", label=_("State"))]  # type: ignore[misc]


class FactChooseView(_InLanguage, ChooseView):
    """The chooser's window."""


class FactChooseResultsView(_InLanguage, ChooseResultsView):
    """The chooser's list alone, as somebody searches."""


class FactChosenView(SnippetChosenView):
    """Answers with all that the editor shows of the fact that was chosen."""

    def get_chosen_response_data(self, item: Fact) -> dict[str, Any]:
        language = Editing(self.request.GET.get("language")).language
        return super().get_chosen_response_data(item) | entity_data(item, item.pk, "", language)


class FactEntityChooserViewSet(SnippetChooserViewSet):
    """The snippets' chooser, for a fact inside a text."""

    model = Fact
    icon = "fact"
    choose_one_text = _("Choose a fact")
    register_widget = False  # fields that choose a fact keep the snippets' own chooser
    preserve_url_parameters = ["multiple", "language"]
    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView
    chosen_view_class = FactChosenView


@hooks.register("register_admin_viewset")
def register_chooser() -> FactEntityChooserViewSet:
    """Give the chooser its addresses in the admin."""
    return FactEntityChooserViewSet("fact_entity_chooser", url_prefix="facts/in-text", per_page=25)


# --- The feature -------------------------------------------------------------------------------


def register_fact_feature(features: Any) -> None:
    """Add "fact" to the features that a rich text may name."""
    features.register_converter_rule("contentstate", "fact", CONVERTER_RULE)
    features.register_editor_plugin(
        "draftail",
        "fact",
        EntityFeature(
            {
                "type": "FACT",
                "icon": "fact",
                "description": _("Fact"),
                # What a copy keeps: a fact is one only with its id.
                "attributes": [
                    "id",
                    "form",
                    "label",
                    "labels",
                    "wording",
                    "key",
                    "state",
                    "published",
                ],
                "allowlist": {"id": True},
                "chooserUrls": {"factChooser": reverse_lazy("fact_entity_chooser:choose")},
                # Read when the form is rendered: the language of the page then being edited.
                "language": lazy(_language, str)(),
                "strings": {
                    "sentence": _("Whole sentence"),
                    "value": _("Value only"),
                    "replace": _("Choose another fact"),
                    "remove": _("Remove"),
                },
            },
            js=[
                "wagtailadmin/js/draftail.js",
                "wagtailadmin/js/chooser-modal.js",
                "js/admin/fact-entity.js",
            ],
        ),
    )
