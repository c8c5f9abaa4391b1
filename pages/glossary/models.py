"""The words that a reader may not know."""

import uuid
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from ..facts.models import Source
from ..models.settings import SiteSettings
from ..typography.models import TypesetMixin
from ..typography.rules import set_name, set_type
from ..typography.setting import typeset_fields


class GlossaryTerm(
    TypesetMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """A term in one language, with its definition in plain words; its twin says the same in the other."""

    key = models.SlugField(
        _("key"),
        max_length=80,
        help_text=_(
            "Its address on the glossary page, the same in both languages. Never change it."
        ),
    )
    term = models.CharField(
        _("term"),
        max_length=120,
        help_text=_("As in a dictionary, with a capital: “Chemotherapy”."),
    )
    also = models.TextField(
        _("other names and abbreviations"),
        blank=True,
        help_text=_("One a line. Pages that use one of them explain the term too."),
    )
    definition = models.TextField(
        _("definition"),
        max_length=500,
        help_text=_("One or two plain sentences. They explain the word, and advise nothing."),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page to read on"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The glossary links to it below the definition."),
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source of the definition"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Left empty, it is a general explanation of ours."),
    )
    medical = models.BooleanField(
        _("explains medicine"),
        default=True,
        help_text=_("It then says that no clinician has reviewed it, until one has."),
    )
    reviewed_on = models.DateField(
        _("reviewed by a clinician on"),
        null=True,
        blank=True,
        help_text=_("The day on which a clinician read it and found it right."),
    )
    in_pages = models.BooleanField(
        _("explain it in pages"),
        default=True,
        help_text=_("Where a page uses it first. Switched off, only the glossary lists it."),
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="glossary_term",
        for_concrete_model=False,
    )

    panels = [
        FieldPanel("term"),
        FieldPanel("also"),
        FieldPanel("definition"),
        FieldPanel("page"),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldRowPanel([FieldPanel("medical"), FieldPanel("reviewed_on")]),
            ],
            heading=_("How sure we are"),
        ),
        MultiFieldPanel([FieldPanel("in_pages"), FieldPanel("key")], heading=_("Filing")),
    ]

    search_fields = [
        index.SearchField("term", boost=2),
        index.SearchField("also"),
        index.SearchField("definition"),
        index.AutocompleteField("term"),
        index.AutocompleteField("also"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "key"], name="one_term_a_key_and_language")
        ]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term

    @property
    def revisions(self) -> Any:
        return self._revisions

    def typeset(self) -> int:
        language = self.locale.language_code
        return typeset_fields(self, language, term=set_name, also=set_name, definition=set_type)

    @property
    def other_names(self) -> tuple[str, ...]:
        return tuple(name for line in self.also.splitlines() if (name := line.strip()))


@receiver([post_save, post_delete], sender=GlossaryTerm)
def start_edition(**_kwargs: Any) -> None:
    """Note that the terms have changed, so that every process reads them anew (see edition.py)."""
    SiteSettings.objects.update(glossary_edition=uuid.uuid4())
