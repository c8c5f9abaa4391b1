"""Blocks that lead elsewhere: directory rows, poster tiles and the night panel."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page

from ..choices import Illustration
from ..services.live_links import unpublished
from .samples import sample_pages
from .text import HeadingBlock, ProseBlock


def chosen_page_url(value: Any, context: dict[str, Any] | None) -> str | None:
    """Return the address of the page chosen in a block, in the reader's language.

    Args:
        value: a block value with ``page`` and perhaps ``url``.
        context: the template context in which the block stands.
    """
    page = value.get("page")
    return page.get_url((context or {}).get("request")) if page else value.get("url") or None


class LivePageChooserBlock(blocks.PageChooserBlock):
    """A page of this site that readers can open."""

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Page")
        description = _("A published page of this site.")
        template = "components/blocks/page.html"

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Take the pages that the page being shown has already fetched; elsewhere ask for them."""
        from ..services.references import current

        known = current()
        return (
            [known.pages.get(pk or 0) for pk in values] if known else super().bulk_to_python(values)
        )

    def clean(self, value: Page | None) -> Page | None:
        """Refuse a page that isn't published."""
        page = super().clean(value)
        if page and not page.live:
            raise ValidationError(unpublished(page))
        return page


#: What previews show as links.
SAMPLE_ROWS = [
    {
        "label": "Prendre rendez-vous",
        "hint": "Les numéros, service par service",
        "url": "https://www.example.org/",
    },
    {
        "label": "Venir au centre",
        "hint": "Adresses, plans, accès",
        "url": "https://www.example.org/",
    },
]


class LinkBlock(blocks.StructBlock):
    """A row that leads to a page of this site or to another site."""

    page = LivePageChooserBlock(
        label=_("Page"),
        required=False,
        help_text=_("A published page; it follows the reader’s language."),
    )
    url = blocks.URLBlock(
        label=_("Or another site"),
        required=False,
        default="",
        help_text=_("With https://, and only if no page is chosen."),
    )
    label = blocks.CharBlock(
        label=_("Words of the link"),
        max_length=120,
        default="",
        help_text=_("What the link leads to, as a reader would say it. Not “click here”."),
    )
    hint = blocks.CharBlock(
        label=_("One line of help"),
        max_length=160,
        required=False,
        default="",
        help_text=_("What the reader finds there."),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A row that leads to a page or to another site.")
        template = "components/blocks/link.html"
        preview_value = {
            "url": "https://example.org/",
            "label": "Prendre rendez-vous",
            "hint": "Les numéros, service par service",
        }

    def clean(self, value: Any) -> Any:
        """Refuse a link without a target, or with two."""
        cleaned = super().clean(value)
        page, url = cleaned.get("page"), cleaned.get("url")
        if bool(page) == bool(url):
            message = _("Choose a page or give an address: one of the two.")
            raise StructBlockValidationError({"page": ValidationError(message)})
        return cleaned

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["url"] = chosen_page_url(value, parent_context)
        return context


class LinksBlock(blocks.ListBlock):
    """Links as rows."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(LinkBlock(), **kwargs)

    class Meta:
        icon = "link"
        label = _("Links")
        description = _("Links as rows, each with a line of help.")
        template = "components/blocks/links.html"
        preview_value = [
            {
                "url": "https://example.org/",
                "label": "Venir au centre",
                "hint": "Adresses, plans, accès",
            }
        ]


class DirectoryBlock(blocks.StructBlock):
    """The doors of the site: rows whose whole width is the link."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    rows = LinksBlock(
        label=_("Doors"), help_text=_("One door for each thing that brings a reader here.")
    )
    illustration = blocks.ChoiceBlock(
        choices=Illustration.choices,
        label=_("Drawing"),
        required=False,
        help_text=_("Beside the doors. May stay empty."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Directory")
        description = _("Doors, named as a reader would say them, each with a line of help.")
        template = "components/blocks/directory.html"
        preview_value = {"heading": "Que cherchez-vous ?", "rows": SAMPLE_ROWS}


class TilesBlock(blocks.StructBlock):
    """Poster tiles that lead to pages; title, sentence, paint and drawing come from each page."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    text = ProseBlock(
        label=_("Text"),
        required=False,
        help_text=_("Above the tiles, where they need an introduction."),
    )
    pages = blocks.ListBlock(
        LivePageChooserBlock(),
        label=_("Pages"),
        help_text=_("Two to six published pages, the most asked for first."),
    )

    class Meta:
        icon = "grip"
        label = _("Poster tiles")
        description = _("Large tiles that lead to pages, in each page's colour and drawing.")
        template = "components/blocks/tiles.html"

    def get_preview_value(self) -> Any:
        """Return tiles that lead to some of the site's pages."""
        return self.normalize({"heading": "À lire aussi", "pages": sample_pages(3)})

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        from ..services.cards import cards_for

        context = super().get_context(value, parent_context)
        context["cards"] = cards_for([page for page in value.get("pages") or [] if page])
        return context


class NightBlock(blocks.StructBlock):
    """A quiet dark panel for somebody awake at two in the morning."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    text = ProseBlock(label=_("Text"), help_text=_("Two or three calm sentences."))
    page = LivePageChooserBlock(
        label=_("Page that helps"),
        required=False,
        help_text=_("What somebody can read or prepare at night."),
    )

    class Meta:
        icon = "moon"
        label = _("Night panel")
        description = _("For somebody who can't sleep: emergency numbers, and a page that helps.")
        template = "components/blocks/night.html"
        preview_value = {"heading": "Vous ne dormez pas ?", "text": "<p>Préparez votre appel.</p>"}

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["target"] = value.get("page")
        context["url"] = chosen_page_url(value, parent_context)
        return context
