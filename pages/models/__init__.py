from ..facts.models import Fact, FactSource, Source
from ..feedback.models import DayAnswer, DaySalt, DayTally, PageAnswers
from ..glossary.models import GlossaryTerm
from ..links.models import ExternalLink
from ..permanent.models import PublicAddress, PublicPage
from ..search.models import SearchDocument, SearchPosting, SearchSynonym, SearchWord
from ..translation.models import Translation
from .articles import ArticleIndexPage, ArticlePage
from .base import BasePage
from .images import CustomImage, CustomRendition
from .loaded import LoadedItem
from .navigation import Menu, MenuItem
from .runs import Run
from .settings import SiteSettings
from .standard import StandardPage
from .workflows import OwnerWorkflow

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "BasePage",
    "CustomImage",
    "CustomRendition",
    "DayAnswer",
    "DaySalt",
    "DayTally",
    "ExternalLink",
    "Fact",
    "FactSource",
    "GlossaryTerm",
    "LoadedItem",
    "Menu",
    "MenuItem",
    "OwnerWorkflow",
    "PageAnswers",
    "PublicAddress",
    "PublicPage",
    "Run",
    "SearchDocument",
    "SearchPosting",
    "SearchSynonym",
    "SearchWord",
    "SiteSettings",
    "Source",
    "StandardPage",
    "Translation",
]
