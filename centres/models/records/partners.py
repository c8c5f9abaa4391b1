"""Partners: bodies with which the centres work."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from pages.facts.models import Fact
from pages.formats import validate_partial_date

from .base import FACT_HELP, FILING_PANELS, NAME_PANELS, Record
from .centres import Centre
from .specialities import Speciality


class Partner(Record):
    """A body with which the centres work."""

    class Kind(models.TextChoices):
        RESEARCH_BODY = "research_body", _("Research body")
        LABORATORY = "laboratory", _("Laboratory")
        PLATFORM = "platform", _("Technical platform")
        NETWORK = "network", _("Network")
        ACCREDITOR = "accreditor", _("Accrediting body")
        COMPANY = "company", _("Company")
        HOSPITAL = "hospital", _("Hospital")

    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=40,
        blank=True,
        help_text=_("The short form, where it is better known: CNRS."),
    )
    variants = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("For the search.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        help_text=_("The list of partners is ordered by kind."),
    )
    website = models.URLField(
        _("website"), blank=True, help_text=_("The partner’s own site, with https://.")
    )
    website_confirmed = models.BooleanField(
        _("website confirmed"),
        default=False,
        help_text=_("Tick it once somebody has opened the address and it is the partner’s."),
    )
    centres = ParentalManyToManyField(
        Centre,
        related_name="partners",
        blank=True,
        verbose_name=_("centres"),
        help_text=_("The centres that work with this partner."),
    )
    specialities = ParentalManyToManyField(
        Speciality,
        related_name="partners",
        blank=True,
        verbose_name=_("specialities"),
        help_text=_("Their pages then show the partner."),
    )
    since = models.CharField(
        _("partner since"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("A year is enough: 2018."),
    )
    fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fact"),
        help_text=FACT_HELP,
    )

    panels = [
        *NAME_PANELS,
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("website"), FieldPanel("website_confirmed")]),
        FieldPanel("centres"),
        FieldPanel("specialities"),
        FieldPanel("since"),
        FieldPanel("fact"),
        FieldPanel("variants"),
        *FILING_PANELS,
    ]

    class Meta(Record.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
