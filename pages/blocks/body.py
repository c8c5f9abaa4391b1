"""The body of a page: sections and walls in the order that the editor gives them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .links import DirectoryBlock, NightBlock, TilesBlock
from .registers import KeyFiguresBlock, TimelineBlock
from .sections import FigureBlock, GoodToKnowBlock, SectionBlock


class BodyBlock(blocks.StreamBlock):
    """What may stand on a page, each with its own h2."""

    section = SectionBlock(group=_("Text"))
    good_to_know = GoodToKnowBlock(group=_("Text"))
    key_figures = KeyFiguresBlock(group=_("Facts and figures"))
    timeline = TimelineBlock(group=_("Facts and figures"))
    figure = FigureBlock(group=_("Facts and figures"))
    directory = DirectoryBlock(group=_("Ways on"))
    tiles = TilesBlock(group=_("Ways on"))
    night = NightBlock(group=_("Ways on"))

    class Meta:
        icon = "doc-full"
        label = _("Body")
        description = _("Sections and walls, in their order.")
        template = "components/body.html"
