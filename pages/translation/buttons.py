"""The buttons that start a translation: wherever they stand, they say into which language."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page, TranslatableMixin

from ..services.translations import other_language
from . import words


def name_language(buttons: Iterable[Any], thing: TranslatableMixin, address: str) -> None:
    """Let the button that leads to an address say into which language it translates a thing.

    Args:
        buttons: Wagtail's buttons; those in a dropdown among them are looked at too.
        thing: the page or snippet to be translated.
        address: where its translation is started.
    """
    for button in buttons:
        name_language(getattr(button, "dropdown_buttons", ()), thing, address)
        if button.url == address:
            label = words.translate_to(other_language(thing.locale.language_code))
            button.label = label
            button.attrs.pop("title", None)  # "Translate this page" says less than the label


def page_address(page: Page) -> str:
    """Return where the translation of a page is started."""
    return reverse("simple_translation:submit_page_translation", args=[page.pk])


@hooks.register("construct_page_listing_buttons")
def name_language_in_lists(buttons: list[Any], page: Page, user: Any, context: Any) -> None:
    """Say the language beside each page of a list."""
    name_language(buttons, page, page_address(page))


@hooks.register("construct_snippet_listing_buttons")
def name_language_of_snippets(buttons: list[Any], snippet: Any, user: Any) -> None:
    """Say the language beside each snippet that has one."""
    if isinstance(snippet, TranslatableMixin):
        kind = snippet._meta
        where = [kind.app_label, kind.model_name, quote(snippet.pk)]
        address = reverse("simple_translation:submit_snippet_translation", args=where)
        name_language(buttons, snippet, address)


class NamingIndexView(ExplorableIndexView):
    """The list of the pages below a page, whose own button says the language too."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons: list[Any] = super().header_more_buttons
        name_language(buttons, self.parent_page, page_address(self.parent_page))
        return buttons
