"""Specialities: kinds of treatment, of research or of disease."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from pages.choices import Illustration, Paint

from .base import FILING_PANELS, NAME_PANELS, Record
from .centres import Centre


class Speciality(Record):
    """A field in which a centre is known: a kind of treatment, of research or of disease."""

    class MedicalSpecialty(models.TextChoices):
        """Names of schema.org's MedicalSpecialty enumeration that a cancer centre needs."""

        GENETIC = "Genetic", _("Genetics")
        HEMATOLOGIC = "Hematologic", _("Haematology")
        ONCOLOGIC = "Oncologic", _("Oncology")
        RADIATION = "Radiation", _("Radiotherapy")
        SURGICAL = "Surgical", _("Surgery")

    centres = ParentalManyToManyField(
        Centre,
        related_name="specialities",
        verbose_name=_("centres"),
        help_text=_("The centres that offer it."),
    )
    paint = models.CharField(
        _("paint"), max_length=8, choices=Paint, help_text=_("The colour of its pages.")
    )
    illustration = models.CharField(
        _("drawing"), max_length=32, choices=Illustration, help_text=_("The drawing of its pages.")
    )
    medical_specialty = models.CharField(
        _("specialty for search engines"),
        max_length=20,
        choices=MedicalSpecialty,
        blank=True,
        help_text=_("Tells search engines which branch of medicine this is."),
    )

    panels = [
        *NAME_PANELS,
        FieldPanel("centres"),
        FieldRowPanel([FieldPanel("paint"), FieldPanel("illustration")]),
        FieldPanel("medical_specialty"),
        *FILING_PANELS,
    ]

    class Meta(Record.Meta):
        verbose_name = _("speciality")
        verbose_name_plural = _("specialities")
