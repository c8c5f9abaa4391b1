"""The blocks that editors build pages from. Sections give the h2, what is inside them h3."""

from .body import BodyBlock
from .links import DirectoryBlock, LinkBlock, NightBlock, TilesBlock
from .registers import FactChooserBlock, FactsBlock, KeyFiguresBlock, TimelineBlock
from .sections import FigureBlock, GoodToKnowBlock, SectionBlock
from .text import (
    PROSE_FEATURES,
    ImageBlock,
    MissingBlock,
    ProseBlock,
    QuestionBlock,
    StepBlock,
    SubsectionBlock,
)

__all__ = [
    "PROSE_FEATURES",
    "BodyBlock",
    "DirectoryBlock",
    "FactChooserBlock",
    "FactsBlock",
    "FigureBlock",
    "GoodToKnowBlock",
    "ImageBlock",
    "KeyFiguresBlock",
    "LinkBlock",
    "MissingBlock",
    "NightBlock",
    "ProseBlock",
    "QuestionBlock",
    "SectionBlock",
    "StepBlock",
    "SubsectionBlock",
    "TilesBlock",
    "TimelineBlock",
]
