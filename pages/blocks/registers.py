"""Blocks that show facts of the register: nothing is typed in them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..choices import Illustration
from .samples import sample_facts
from .text import HeadingBlock


class FactChooserBlock(SnippetChooserBlock):
    """One fact of the register."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Fact", **kwargs)

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Take the facts that the page being shown has already fetched; elsewhere ask for them."""
        from ..services.references import current

        known = current()
        return (
            [known.facts.get(pk or 0) for pk in values] if known else super().bulk_to_python(values)
        )

    class Meta:
        icon = "fact"
        label = _("Fact")
        description = _("One fact of the register, with its date and source.")
        template = "components/blocks/fact.html"


class FactsBlock(blocks.ListBlock):
    """Facts as a list of sentences."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(FactChooserBlock(), **kwargs)

    class Meta:
        icon = "fact"
        label = _("Facts")
        description = _(
            "Facts as a list of sentences, each with its date, its source and its state."
        )
        template = "components/blocks/facts.html"

    def get_preview_value(self) -> Any:
        """Return two of the site's facts."""
        return self.normalize(sample_facts(2))


class FigureTileBlock(blocks.StructBlock):
    """A tile of the wall of key figures: a fact, or a drawing between two facts."""

    fact = FactChooserBlock(
        label=_("Fact"),
        required=False,
        help_text=_("Its value is the large numeral, its label stands under it."),
    )
    illustration = blocks.ChoiceBlock(
        choices=Illustration.choices,
        label=_("Drawing"),
        required=False,
        help_text=_("In place of a fact."),
    )
    wide = blocks.BooleanBlock(
        label=_("Twice as wide"),
        required=False,
        help_text=_("For a long label, or for what matters most."),
    )

    class Meta:
        icon = "fact"
        label = _("Tile")
        description = _("A large numeral with its label, date and source; or a drawing.")
        template = "components/blocks/figure_tile.html"


class KeyFiguresBlock(blocks.StructBlock):
    """A wall of large numerals."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    tiles = blocks.ListBlock(
        FigureTileBlock(),
        label=_("Tiles"),
        min_num=1,
        help_text=_("Three to six; a drawing may stand between them."),
    )

    class Meta:
        icon = "order"
        label = _("Key figures")
        description = _("A wall of large numerals, each with its date and source.")
        template = "components/blocks/key_figures.html"

    def get_preview_value(self) -> Any:
        """Return a wall of some of the site's figures."""
        facts = sample_facts(3, value_type="number", label_fr__gt="")
        return self.normalize(
            {"heading": "Chiffres clés", "tiles": [{"fact": fact} for fact in facts]}
        )


class TimelineBlock(blocks.StructBlock):
    """Dated facts along a line."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    entries = blocks.ListBlock(
        FactChooserBlock(), label=_("Dated facts"), min_num=1, help_text=_("The oldest first.")
    )

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("Dated facts in their order.")
        template = "components/blocks/timeline.html"

    def get_preview_value(self) -> Any:
        """Return some of the site's dated facts."""
        facts = sample_facts(3, value_type="date")
        return self.normalize({"heading": "Histoire", "entries": facts})
