"""The fact register: sources, and facts that rest on them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import (
    CollectionMember,
    DraftStateMixin,
    LockableMixin,
    Orderable,
    RevisionMixin,
    Workflow,
    WorkflowMixin,
)
from wagtail.search import index

from .. import formats
from ..guide.panels import GuidePanel
from ..languages import reader_language
from ..typography.models import TypesetMixin, TypesetOnSaveMixin
from ..typography.rules import set_name
from ..typography.setting import typeset_fields, typeset_pairs
from .clocks import next_review
from .forms import FactForm
from .kinds import Kind, ValueType
from .querysets import FactQuerySet
from .reading import Reading
from .states import Mark
from .validation import refusals
from .wording import write


class Source(TypesetOnSaveMixin, models.Model):
    """A published page, article or study on which facts rest."""

    key = models.SlugField(_("key"), unique=True, help_text=_("A short name that never changes."))
    title = models.CharField(
        _("title"), max_length=250, help_text=_("As published, in its own language.")
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        help_text=_("Who stands behind it: a centre, a ministry, a newspaper."),
    )
    address = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Copied from the browser, with https://."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="fr",
        help_text=_("The language in which it is written."),
    )
    published_on = models.CharField(
        _("published on"),
        max_length=10,
        blank=True,
        validators=[formats.validate_partial_date],
        help_text=_("A year (2021), a month (2021-09) or a day (2021-09-03)."),
    )
    read_on = models.DateField(_("read on"), help_text=_("The day on which somebody last read it."))

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("published_on"), FieldPanel("read_on")]),
        FieldPanel("key"),
    ]

    class Meta:
        ordering = ["publisher", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def typeset(self) -> int:
        return typeset_fields(self, self.language, title=set_name) + super().typeset()


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


class FactSource(Orderable):
    """That a fact rests on a source, and what this source says where sources differ."""

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="fact_sources")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="fact_sources",
        verbose_name=_("source"),
        help_text=_("Where this can be read. Add a missing source under Facts first."),
    )
    value = models.CharField(
        _("value here"),
        max_length=120,
        blank=True,
        help_text=_("Only where this source gives another value."),
    )
    note_fr = models.CharField(
        _("note in French"),
        max_length=300,
        blank=True,
        help_text=_("What a reader should know about this source."),
    )
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)

    panels = [
        FieldPanel("source"),
        FieldPanel("value"),
        FieldRowPanel([FieldPanel("note_fr"), FieldPanel("note_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source of a fact")
        verbose_name_plural = _("sources of facts")

    def __str__(self) -> str:
        return str(self.source)

    @property
    def note(self) -> str:
        return getattr(self, f"note_{reader_language()}")

    # The templates read a source through its relation, so that the note stays beside it.
    @property
    def title(self) -> str:
        return self.source.title

    @property
    def publisher(self) -> str:
        return self.source.publisher

    @property
    def url(self) -> str:
        return self.source.address

    @property
    def language(self) -> str:
        return self.source.language

    @property
    def published_on(self) -> str:
        return self.source.published_on

    @property
    def read_on(self) -> date:
        return self.source.read_on
