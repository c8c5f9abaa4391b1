"""The fact register: what is known, what it is worth and how it reads. Its sources: sources.py."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import (
    CollectionMember,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)
from wagtail.search import index

from .. import formats
from ..guide.panels import GuidePanel
from ..typography.models import TypesetMixin
from ..typography.setting import typeset_pairs
from .clocks import next_review
from .forms import FactForm
from .kinds import Kind, ValueType
from .querysets import FactQuerySet
from .reading import Reading
from .sources import FactSource, Source
from .states import Mark
from .validation import refusals
from .wording import write

__all__ = ["Fact", "FactSource", "Source"]


class Fact(
    TypesetMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    CollectionMember,
    Reading,
    index.Indexed,
    ClusterableModel,
):
    """One statement, in both languages, with its value, its sources and its age.

    The collection says who owns it (one centre or both), by Wagtail's own permissions.
    """

    key = models.CharField(
        _("key"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9-]+$", _("Letters, digits and hyphens only."))],
        help_text=_("A short name that never changes; pages and links use it."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        help_text=_("Decides how often the fact must be checked again."),
    )
    value_type = models.CharField(
        _("type of value"),
        max_length=12,
        choices=ValueType,
        default=ValueType.NONE,
        help_text=_("What the value is: it decides how each language writes it."),
    )
    value = models.CharField(
        _("value"),
        max_length=120,
        blank=True,
        help_text=_(
            "27000 · 38.5 · 2021-09-03 · 2021-09 · 2021 · +33231455020. It is written in each language's way."
        ),
    )
    unit_fr = models.CharField(
        _("unit in French"),
        max_length=60,
        blank=True,
        help_text=_("What is counted: “patients a year”. Empty for a date or a telephone."),
    )
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    scope_fr = models.CharField(
        _("scope in French"),
        max_length=160,
        blank=True,
        help_text=_("What the value counts, where that isn’t plain: “both sites together”."),
    )
    scope_en = models.CharField(_("scope in English"), max_length=160, blank=True)
    label_fr = models.CharField(
        _("label in French"),
        max_length=120,
        blank=True,
        help_text=_("A few words under the large numeral, on a wall of key figures."),
    )
    label_en = models.CharField(_("label in English"), max_length=120, blank=True)
    as_of = models.CharField(
        _("as of"),
        max_length=10,
        blank=True,
        validators=[formats.validate_partial_date],
        help_text=_("The day, month or year for which the statement was true."),
    )
    wording_fr = models.TextField(
        _("wording in French"), help_text=_("One sentence; {value} is where the value goes.")
    )
    wording_en = models.TextField(
        _("wording in English"), help_text=_("One sentence; {value} is where the value goes.")
    )
    past_wording_fr = models.TextField(
        _("wording in French once past"),
        blank=True,
        help_text=_("How the sentence reads once its day is past; needed if the fact ends."),
    )
    past_wording_en = models.TextField(_("wording in English once past"), blank=True)
    endpoint_fr = models.CharField(
        _("what was measured, in French"),
        max_length=200,
        blank=True,
        help_text=_("For a result: progression, relapse or death; survival at two years…"),
    )
    endpoint_en = models.CharField(_("what was measured, in English"), max_length=200, blank=True)
    comparator_fr = models.CharField(
        _("compared with what, in French"), max_length=200, blank=True, help_text=_("For a result.")
    )
    comparator_en = models.CharField(
        _("compared with what, in English"), max_length=200, blank=True
    )
    ends_on = models.DateField(
        _("ends on"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is true. Afterwards it reads in its past wording."),
    )
    mark = models.CharField(
        _("state as entered"),
        max_length=16,
        choices=Mark,
        default=Mark.TO_BE_CONFIRMED,
        help_text=_("How well the sources bear it out; readers see what isn’t confirmed."),
    )
    reason_fr = models.TextField(
        _("reason in French"), blank=True, help_text=_("Why sources differ, or why it is withheld.")
    )
    reason_en = models.TextField(_("reason in English"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person in charge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Gets a mail when the fact must be checked again."),
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last compared it with its source."),
    )
    review_by = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("Left empty, the day follows from the kind of fact."),
    )

    known_state = models.CharField(max_length=16, blank=True, editable=False)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="fact",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="fact",
        for_concrete_model=False,
    )

    objects = FactQuerySet.as_manager()
    base_form_class = FactForm

    panels = [
        GuidePanel("add-a-fact", "overdue-fact", "never-publish"),
        MultiFieldPanel(
            [
                FieldPanel("wording_fr"),
                FieldPanel("wording_en"),
                FieldRowPanel([FieldPanel("value_type"), FieldPanel("value")]),
                FieldRowPanel([FieldPanel("unit_fr"), FieldPanel("unit_en")]),
                FieldRowPanel([FieldPanel("scope_fr"), FieldPanel("scope_en")]),
                FieldRowPanel([FieldPanel("endpoint_fr"), FieldPanel("endpoint_en")]),
                FieldRowPanel([FieldPanel("comparator_fr"), FieldPanel("comparator_en")]),
                FieldRowPanel([FieldPanel("label_fr"), FieldPanel("label_en")]),
            ],
            heading=_("What it says"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("mark"),
                FieldPanel("as_of"),
                FieldRowPanel([FieldPanel("verified_on"), FieldPanel("review_by")]),
                FieldPanel("reason_fr"),
                FieldPanel("reason_en"),
            ],
            heading=_("How sure we are"),
        ),
        InlinePanel("fact_sources", heading=_("Sources"), label=_("source")),
        MultiFieldPanel(
            [FieldPanel("ends_on"), FieldPanel("past_wording_fr"), FieldPanel("past_wording_en")],
            heading=_("When it stops being true"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("key"),
                FieldPanel("kind"),
                FieldPanel("collection", help_text=_("Whose staff may change it.")),
                FieldPanel("owner"),
            ],
            heading=_("Filing"),
        ),
    ]

    search_fields = [
        index.SearchField("key"),
        index.SearchField("wording_fr"),
        index.SearchField("wording_en"),
        index.AutocompleteField("key"),
        index.AutocompleteField("wording_fr"),
        index.AutocompleteField("wording_en"),
        index.FilterField("kind"),
        index.FilterField("mark"),
        index.FilterField("collection_id"),
    ]

    class Meta:
        ordering = ["key"]
        permissions = [
            ("overrule_claims", _("Can keep claims outside facts, with a reason")),
            ("review_fact", _("Can say that a fact is still true")),
        ]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self) -> str:
        return f"{self.key}: {write(self.wording_fr, self.formatted_value('fr'))}"

    @property
    def revisions(self) -> Any:
        return self._revisions

    def get_workflow(self) -> Workflow | None:
        """Return the workflow of the fact's owner, or the one that facts of nobody in particular take."""
        from ..models.workflows import OwnerWorkflow

        return OwnerWorkflow.of(self.collection_id) or super().get_workflow()

    def typeset(self) -> int:
        return sum(typeset_pairs(words) for words in (self, *self.fact_sources.all()))

    def clean(self) -> None:
        super().clean()
        if self.verified_on and not self.review_by and self.kind:
            self.review_by = next_review(self.kind, self.verified_on, self.ends_on)
        errors = refusals(self)
        if errors:
            raise ValidationError(errors)
        if self.value_type == ValueType.TELEPHONE:
            self.value = formats.normalise_telephone(self.value)
