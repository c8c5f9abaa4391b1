"""Projects and their milestones."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from pages.bilingual import Bilingual
from pages.facts.models import Fact
from pages.formats import validate_partial_date

from .base import FACT_HELP, FILING_PANELS, NAME_PANELS, Record
from .centres import Centre
from .partners import Partner
from .specialities import Speciality


class Project(Record):
    """A project of research, building, care or teaching, with what was planned and what came."""

    class Kind(models.TextChoices):
        RESEARCH = "research", _("Research")
        BUILDING = "building", _("Building")
        CARE = "care", _("Care")
        INTERNATIONAL = "international", _("International")
        EDUCATION = "education", _("Education")

    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=Kind,
        help_text=_("What the project is about, shown beside its title."),
    )
    centres = ParentalManyToManyField(
        Centre,
        related_name="projects",
        verbose_name=_("centres"),
        help_text=_("The centres that lead it."),
    )
    specialities = ParentalManyToManyField(
        Speciality,
        related_name="projects",
        blank=True,
        verbose_name=_("specialities"),
        help_text=_("Their pages then show the project."),
    )
    partners = ParentalManyToManyField(
        Partner,
        related_name="projects",
        blank=True,
        verbose_name=_("partners"),
        help_text=_("Who works on it with them."),
    )

    panels = [
        *NAME_PANELS,
        FieldPanel("kind"),
        FieldPanel("centres"),
        FieldPanel("specialities"),
        FieldPanel("partners"),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        *FILING_PANELS,
    ]

    class Meta(Record.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")


class Milestone(Bilingual, Orderable):
    """What a project planned to reach, when, and when it did."""

    project = ParentalKey(Project, on_delete=models.CASCADE, related_name="milestones")
    label_fr = models.CharField(
        _("milestone in French"),
        max_length=160,
        help_text=_("What is reached: “Building work begins”."),
    )
    label_en = models.CharField(_("milestone in English"), max_length=160)
    planned = models.CharField(
        _("planned for"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("A year (2026), a month (2026-09) or a day (2026-09-03)."),
    )
    actual = models.CharField(
        _("reached on"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("Empty as long as it isn’t reached."),
    )
    fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fact"),
        help_text=FACT_HELP,
    )

    panels = [
        FieldRowPanel([FieldPanel("label_fr"), FieldPanel("label_en")]),
        FieldRowPanel([FieldPanel("planned"), FieldPanel("actual")]),
        FieldPanel("fact"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.label_fr
