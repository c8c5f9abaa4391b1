"""What all records share, and the panels that they have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import CollectionMember
from wagtail.search import index

from pages.bilingual import Bilingual
from pages.identity.names import thing_id

FACT_HELP = _("The fact on which this rests: it gives the source, the age and the state.")
NAME_PANELS = [FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")])]
FILING_PANELS = [
    FieldRowPanel(
        [FieldPanel("key"), FieldPanel("collection", help_text=_("Whose staff may change it."))]
    )
]


class Record(Bilingual, CollectionMember, index.Indexed, ClusterableModel):
    """What all records share: a key that never changes, a name in both languages, an owner."""

    key = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("A short name that never changes.")
    )
    name_fr = models.CharField(
        _("name in French"),
        max_length=200,
        help_text=_("As readers know it; both languages are needed."),
    )
    name_en = models.CharField(_("name in English"), max_length=200)

    search_fields = [
        index.SearchField("name_fr"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_fr"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        abstract = True
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return self.name_fr

    @property
    def permanent_id(self) -> str:
        """The record's name for structured data and open data, which no renaming changes."""
        return thing_id(str(self._meta.model_name), self.key)
