"""The fact register: sources, and facts that rest on them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
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
from .clocks import next_review
from .forms import FactForm
from .states import CALM, DUE_SOON, Clock, Mark, State, state_on
from .wording import placeholders, write


def reader_language() -> str:
    """Return the language in which the reader reads: the active one, French where there is none."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class Source(models.Model):
    """A published page, article or study on which facts rest."""

    key = models.SlugField(_("key"), unique=True, help_text=_("A short name that never changes."))
    title = models.CharField(
        _("title"), max_length=250, help_text=_("As published, in its own language.")
    )
    publisher = models.CharField(_("publisher"), max_length=200)
    address = models.URLField(_("address"), max_length=500, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="fr"
    )
    published_on = models.CharField(
        _("published on"), max_length=10, blank=True, validators=[formats.validate_partial_date]
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


class Kind(models.TextChoices):
    """What a fact is about; its review clock depends on it."""

    FIGURE = "figure", _("Figure")
    DATE = "date", _("Date")
    STATUS = "status", _("Status")
    APPOINTMENT = "appointment", _("Appointment of a person")
    RANKING = "ranking", _("Ranking")
    ACCREDITATION = "accreditation", _("Accreditation")
    RESULT = "result", _("Result of a treatment or test")
    INDICATION = "indication", _("Indication")
    CONTACT = "contact", _("Contact")
    ACCESS = "access", _("Access")
    CLAIM = "claim", _("Claim")
    HISTORY = "history", _("History")
    DEFINITION = "definition", _("Definition")


class ValueType(models.TextChoices):
    """How a fact's value is checked and written."""

    NONE = "none", _("No value")
    NUMBER = "number", _("Number")
    PERCENTAGE = "percentage", _("Percentage")
    DATE = "date", _("Date")
    TELEPHONE = "telephone", _("Telephone")
    TEXT = "text", _("Text")


VALIDATORS = {
    ValueType.NUMBER: formats.validate_number,
    ValueType.PERCENTAGE: formats.validate_number,
    ValueType.DATE: formats.validate_partial_date,
    ValueType.TELEPHONE: formats.validate_telephone,
}
FORMATTERS = {
    ValueType.NUMBER: formats.format_number,
    ValueType.PERCENTAGE: formats.format_percentage,
    ValueType.DATE: formats.format_partial_date,
    ValueType.TELEPHONE: formats.format_telephone,
}


class FactQuerySet(models.QuerySet["Fact"]):
    def with_sources(self) -> "FactQuerySet":
        return self.prefetch_related(
            models.Prefetch("fact_sources", FactSource.objects.select_related("source"))
        )

    def with_state(self, day: date) -> "FactQuerySet":
        """Annotate each fact with ``state_now``, its state on a day, as states.state_on has it."""
        return self.annotate(
            state_now=models.Case(
                models.When(mark=Mark.WITHHELD, then=models.Value(State.WITHHELD)),
                models.When(mark=Mark.DISPUTED, then=models.Value(State.DISPUTED)),
                models.When(ends_on__lt=day, then=models.Value(State.PAST)),
                models.When(
                    mark__in=[Mark.SEED, Mark.TO_BE_CONFIRMED],
                    then=models.Value(State.TO_BE_CONFIRMED),
                ),
                models.When(review_by__lt=day, then=models.Value(State.OVERDUE)),
                models.When(review_by__lte=day + DUE_SOON, then=models.Value(State.DUE_SOON)),
                default=models.Value(State.CONFIRMED),
                output_field=models.CharField(),
            )
        )

    def published(self) -> "FactQuerySet":
        """Facts that readers may see: live and not withheld."""
        return self.filter(live=True).exclude(mark=Mark.WITHHELD)


class Fact(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    CollectionMember,
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
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    value_type = models.CharField(
        _("type of value"), max_length=12, choices=ValueType, default=ValueType.NONE
    )
    value = models.CharField(
        _("value"),
        max_length=120,
        blank=True,
        help_text=_(
            "27000 · 38.5 · 2021-09-03 · 2021-09 · 2021 · +33231455020. It is written in each language's way."
        ),
    )
    unit_fr = models.CharField(_("unit in French"), max_length=60, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=60, blank=True)
    scope_fr = models.CharField(
        _("scope in French"),
        max_length=160,
        blank=True,
        help_text=_("What the value counts, where that isn’t plain: “both sites together”."),
    )
    scope_en = models.CharField(_("scope in English"), max_length=160, blank=True)
    label_fr = models.CharField(_("label in French"), max_length=120, blank=True)
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
    past_wording_fr = models.TextField(_("wording in French once past"), blank=True)
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
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    mark = models.CharField(
        _("state as entered"), max_length=16, choices=Mark, default=Mark.TO_BE_CONFIRMED
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
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)

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
            [FieldPanel("key"), FieldPanel("kind"), FieldPanel("collection"), FieldPanel("owner")],
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

    # What it is worth

    def state_on(self, day: date) -> State:
        """Return the state of this fact on a day."""
        return state_on(Clock(self.mark, self.ends_on, self.review_by), day)

    @cached_property
    def state(self) -> State:
        return self.state_on(timezone.localdate())

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def is_confirmed(self) -> bool:
        """Whether a reader needs no warning beside it."""
        return self.state in CALM

    @property
    def is_published(self) -> bool:
        return self.live and self.mark != Mark.WITHHELD

    # How it reads, in the reader's language

    def in_language(self, name: str, language: str | None = None) -> str:
        """Return the field ``name`` in a language (the reader's by default)."""
        return getattr(self, f"{name}_{language or reader_language()}")

    def formatted_value(self, language: str | None = None) -> str:
        """Return the value alone, written in a language's way, or an empty string."""
        formatter = FORMATTERS.get(ValueType(self.value_type))
        if not (self.value and formatter):
            return self.value
        return formatter(self.value, language or reader_language())

    @property
    def numeral(self) -> str:
        return self.formatted_value()

    @property
    def value_with_unit(self) -> str:
        unit = self.in_language("unit")
        return f"{self.numeral}{formats.NBSP}{unit}" if unit else self.numeral

    @property
    def wording(self) -> str:
        """The sentence as it reads today: in its past wording once its date is past."""
        return self.wording_on(timezone.localdate())

    def wording_on(self, day: date, language: str | None = None) -> str:
        """Return the sentence as it reads on a day, in a language (the reader's by default)."""
        past = self.state_on(day) == State.PAST and self.in_language("past_wording", language)
        return write(past or self.in_language("wording", language), self.formatted_value(language))

    @property
    def url(self) -> str:
        """The fact's permanent address in the reader's language."""
        return reverse("fact", args=[self.key])

    @property
    def label(self) -> str:
        return self.in_language("label")

    @property
    def reason(self) -> str:
        return self.in_language("reason")

    @property
    def date_label(self) -> str:
        """The date under which a timeline shows it."""
        dated = self.value if self.value_type == ValueType.DATE else self.as_of
        return formats.format_partial_date(dated, reader_language())

    @property
    def is_telephone(self) -> bool:
        return self.value_type == ValueType.TELEPHONE

    @cached_property
    def sources_list(self) -> list["FactSource"]:
        return list(self.fact_sources.all())

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.value_type == ValueType.NONE and self.value:
            errors["value_type"] = _("Say what type of value this is.")
        elif self.value_type != ValueType.NONE and not self.value:
            errors["value"] = _("Give the value, or choose “No value”.")
        elif validate := VALIDATORS.get(ValueType(self.value_type)):
            try:
                validate(self.value)
            except ValidationError as error:
                errors["value"] = error
            else:
                if self.value_type == ValueType.TELEPHONE:
                    self.value = formats.normalise_telephone(self.value)
        for name in ("wording_fr", "wording_en", "past_wording_fr", "past_wording_en"):
            unknown = placeholders(getattr(self, name)) - {"value"}
            if unknown:
                errors[name] = _("Unknown placeholder: {%(name)s}. Only {value} is known.") % {
                    "name": ", ".join(sorted(unknown))
                }
        if self.ends_on and not (self.past_wording_fr and self.past_wording_en):
            missing = "past_wording_en" if self.past_wording_fr else "past_wording_fr"
            errors[missing] = _(
                "A fact with an end date needs its wording once past, in both languages."
            )
        if self.verified_on and not self.review_by and self.kind:
            self.review_by = next_review(self.kind, self.verified_on, self.ends_on)
        if self.verified_on and self.review_by and self.review_by < self.verified_on:
            errors["review_by"] = _("The review can't be due before the fact was verified.")
        if self.mark in {Mark.DISPUTED, Mark.WITHHELD}:
            for name in ("reason_fr", "reason_en"):
                if not getattr(self, name):
                    errors.setdefault(name, _("Say why, in both languages."))
        if self.kind == Kind.RESULT and self.mark != Mark.WITHHELD:
            for name in ("endpoint_fr", "endpoint_en", "comparator_fr", "comparator_en"):
                if not getattr(self, name):
                    errors[name] = _("A result says what was measured, and compared with what.")
        if errors:
            raise ValidationError(errors)


class FactSource(Orderable):
    """That a fact rests on a source, and what this source says where sources differ."""

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="fact_sources")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="fact_sources", verbose_name=_("source")
    )
    value = models.CharField(
        _("value here"),
        max_length=120,
        blank=True,
        help_text=_("Only where this source gives another value."),
    )
    note_fr = models.CharField(_("note in French"), max_length=300, blank=True)
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
