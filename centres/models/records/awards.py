"""Prizes, rankings and accreditations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from pages.facts.models import Fact

from .base import FACT_HELP, FILING_PANELS, NAME_PANELS, Record
from .centres import Centre
from .partners import Partner
from .specialities import Speciality


class Award(Record):
    """A prize, a ranking or an accreditation that a centre was given."""

    class Kind(models.TextChoices):
        PRIZE = "prize", _("Prize")
        RANKING = "ranking", _("Ranking")
        ACCREDITATION = "accreditation", _("Accreditation")

    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=Kind,
        help_text=_("The list of awards can be narrowed to one kind."),
    )
    edition = models.CharField(
        _("edition"),
        max_length=60,
        blank=True,
        help_text=_("Which time it was given: “8th edition”. May stay empty."),
    )
    category_fr = models.CharField(
        _("category in French"),
        max_length=120,
        blank=True,
        help_text=_("Where the prize has several: “Access to innovation”."),
    )
    category_en = models.CharField(_("category in English"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    giver = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards_given",
        verbose_name=_("giver"),
        help_text=_("The partner who gave it; missing partners can be made here."),
    )
    giver_name = models.CharField(
        _("name of the giver"),
        max_length=160,
        blank=True,
        help_text=_("Where the giver isn't a partner."),
    )
    recipient_fr = models.CharField(
        _("recipient in French"),
        max_length=200,
        blank=True,
        help_text=_("The team or person who got it, if it isn’t the whole centre."),
    )
    recipient_en = models.CharField(_("recipient in English"), max_length=200, blank=True)
    centre = models.ForeignKey(
        Centre,
        on_delete=models.PROTECT,
        related_name="awards",
        verbose_name=_("centre"),
        help_text=_("The centre that got it."),
    )
    speciality = models.ForeignKey(
        Speciality,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("speciality"),
        help_text=_("The speciality that it honours; its page then shows the award."),
    )
    fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fact"),
        help_text=FACT_HELP,
    )

    panels = [
        *NAME_PANELS,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("edition"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("category_fr"), FieldPanel("category_en")]),
        FieldRowPanel([FieldPanel("giver"), FieldPanel("giver_name")]),
        FieldRowPanel([FieldPanel("recipient_fr"), FieldPanel("recipient_en")]),
        FieldRowPanel([FieldPanel("centre"), FieldPanel("speciality")]),
        FieldPanel("fact"),
        *FILING_PANELS,
    ]

    class Meta(Record.Meta):
        ordering = ["-year", "name_fr"]
        verbose_name = _("award")
        verbose_name_plural = _("awards")
