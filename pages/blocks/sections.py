"""The sections of a page: each gives an h2 that the contents list and the other language lead to."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import LinksBlock
from .registers import FactsBlock
from .text import (
    HeadingBlock,
    ImageBlock,
    MissingBlock,
    ProseBlock,
    QuestionsBlock,
    StepsBlock,
    SubsectionBlock,
)


class SectionContentBlock(blocks.StreamBlock):
    """What may stand in a section."""

    text = ProseBlock()
    subsection = SubsectionBlock()
    facts = FactsBlock()
    steps = StepsBlock()
    questions = QuestionsBlock()
    links = LinksBlock()
    missing = MissingBlock()
    image = ImageBlock()

    class Meta:
        icon = "doc-full"
        label = _("Content")
        description = _("What stands in the section, in its order.")
        template = "components/blocks/section_content.html"


class SectionBlock(blocks.StructBlock):
    """A heading with its content and, beside it, a short note."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    content = SectionContentBlock(
        label=_("Content"), help_text=_("Texts, facts, steps, questions and links, in their order.")
    )
    aside = ProseBlock(
        label=_("Side note"),
        required=False,
        help_text=_("One short remark beside the text. May stay empty."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Section")
        description = _("A heading with text, facts, steps, questions or links under it.")
        template = "components/blocks/section.html"
        preview_value = {
            "heading": "Comment se passe une séance",
            "content": [
                ("text", "<p>Vous pouvez venir avec un proche.</p>"),
                (
                    "steps",
                    [
                        {
                            "heading": "Vous arrivez",
                            "text": "<p>L’accueil vous indique la salle.</p>",
                        }
                    ],
                ),
            ],
            "aside": "<p>Gardez votre convocation.</p>",
        }


class GoodToKnowItemBlock(blocks.StructBlock):
    """One thing that is good to know."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    text = ProseBlock(label=_("Text"), help_text=_("Two or three sentences."))

    class Meta:
        icon = "info-circle"
        label = _("Item")
        description = _("One thing that is good to know.")
        template = "components/blocks/good_to_know_item.html"
        preview_value = {"heading": "Pas d’urgences ici", "text": "<p>Appelez le 15.</p>"}


class GoodToKnowBlock(blocks.StructBlock):
    """A wall with what a reader had better know before coming."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    items = blocks.ListBlock(
        GoodToKnowItemBlock(),
        label=_("Items"),
        min_num=1,
        help_text=_("Two or four things, the most important first."),
    )

    class Meta:
        icon = "info-circle"
        label = _("Good to know")
        description = _("Two or four things to know before coming.")
        template = "components/blocks/good_to_know.html"
        preview_value = {
            "heading": "Bon à savoir",
            "items": [
                {"heading": "Pas d’urgences ici", "text": "<p>Appelez le 15.</p>"},
                {
                    "heading": "Venez accompagné",
                    "text": "<p>Un proche peut attendre avec vous.</p>",
                },
            ],
        }


def figure_choices() -> list[tuple[str, Any]]:
    """Return the drawn figures that the site's apps offer (see pages/figures.py)."""
    from ..figures import choices

    return choices()


class FigureBlock(blocks.StructBlock):
    """A figure drawn from data, with its text alternative and table."""

    heading = HeadingBlock(label=_("Heading"), max_length=120, default="")
    figure = blocks.ChoiceBlock(
        choices=figure_choices,
        label=_("Figure"),
        help_text=_("It is drawn from the site’s own data."),
    )
    text = ProseBlock(
        label=_("Text"),
        required=False,
        help_text=_("What the figure shows, in one or two sentences."),
    )

    class Meta:
        icon = "site"
        label = _("Figure")
        description = _("A figure drawn from data, with the data beside it.")
        template = "components/blocks/figure.html"

    def get_preview_value(self) -> Any:
        """Return the first of the site's figures."""
        name = next((name for name, _label in figure_choices()), "")
        return self.normalize({"heading": "Une figure du site", "figure": name})

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        from ..figures import draw

        context = super().get_context(value, parent_context)
        context["drawing"] = draw(value.get("figure"), context)
        return context
