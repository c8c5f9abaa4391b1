"""The two centres, with their addresses and telephones."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from pages.bilingual import Bilingual
from pages.choices import Illustration, Paint
from pages.facts.models import Fact

from ...services.maps import MapLink, map_links
from .base import FACT_HELP, FILING_PANELS, NAME_PANELS, Record


class Centre(Record):
    """One of the two cancer centres."""

    town = models.CharField(_("town"), max_length=80)
    website = models.URLField(
        _("website"), blank=True, help_text=_("The centre’s own site, with https://.")
    )
    website_en = models.URLField(
        _("website in English"),
        blank=True,
        help_text=_("Its pages in English, where there are any."),
    )
    variants = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("For the search.")
    )
    paint = models.CharField(
        _("paint"), max_length=8, choices=Paint, help_text=_("The colour of the centre’s pages.")
    )
    illustration = models.CharField(
        _("drawing"),
        max_length=32,
        choices=Illustration,
        help_text=_("The drawing of the centre’s pages."),
    )
    emergency_fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fact about emergencies"),
        help_text=_(
            "Says whether the centre has an emergency department; it stands in the emergency box."
        ),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The smaller number is shown first.")
    )

    panels = [
        *NAME_PANELS,
        FieldPanel("town"),
        FieldRowPanel([FieldPanel("website"), FieldPanel("website_en")]),
        InlinePanel("telephones", heading=_("Telephones"), label=_("telephone")),
        InlinePanel("sites", heading=_("Addresses"), label=_("address")),
        FieldRowPanel([FieldPanel("paint"), FieldPanel("illustration"), FieldPanel("order")]),
        FieldPanel("emergency_fact"),
        FieldPanel("variants"),
        *FILING_PANELS,
    ]

    class Meta(Record.Meta):
        ordering = ["order", "name_fr"]
        verbose_name = _("centre")
        verbose_name_plural = _("centres")

    @property
    def published_emergency_fact(self) -> Fact | None:
        fact = self.emergency_fact
        return fact if fact and fact.is_published else None


class Site(Bilingual, Orderable):
    """A place where a centre receives people: a centre may have several."""

    centre = ParentalKey(Centre, on_delete=models.CASCADE, related_name="sites")
    name_fr = models.CharField(
        _("name in French"),
        max_length=120,
        help_text=_("The name of the place: “Main site”, “Proton therapy”."),
    )
    name_en = models.CharField(_("name in English"), max_length=120)
    street = models.CharField(_("street"), max_length=160, blank=True)
    postal_code = models.CharField(
        _("postal code"),
        max_length=5,
        blank=True,
        validators=[RegexValidator(r"^\d{5}$", _("Five digits."))],
    )
    town = models.CharField(_("town"), max_length=80)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("In degrees with a point: 49.2036."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("In degrees with a point; west is negative: -0.3542."),
    )
    address_fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fact of the address"),
        help_text=FACT_HELP,
    )
    location_fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("fact of the coordinates"),
        help_text=_("Says where the coordinates come from."),
    )

    panels = [
        FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")]),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postal_code"), FieldPanel("town")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("address_fact"),
        FieldPanel("location_fact"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return self.name_fr

    @property
    def key(self) -> str:
        """The site's name in addresses: its place among the centre's sites."""
        return f"{self.centre.key}-{self.sort_order + 1}" if self.sort_order else self.centre.key

    @property
    def map_links(self) -> list[MapLink]:
        """Links that open the reader's own map; this site loads nothing from them."""
        if self.latitude is None or self.longitude is None:
            return []
        return map_links(float(self.latitude), float(self.longitude), self.name)

    @property
    def locality(self) -> str:
        """Postal code and town on one line."""
        return f"{self.postal_code} {self.town}".strip()


class Telephone(Bilingual, Orderable):
    """A number with its purpose; the number itself is the value of its fact."""

    centre = ParentalKey(Centre, on_delete=models.CASCADE, related_name="telephones")
    purpose_fr = models.CharField(
        _("purpose in French"),
        max_length=120,
        help_text=_("Why somebody calls this number: “Make an appointment”."),
    )
    purpose_en = models.CharField(_("purpose in English"), max_length=120)
    hours_fr = models.CharField(
        _("hours in French"),
        max_length=160,
        blank=True,
        help_text=_("Only if the centre has confirmed them."),
    )
    hours_en = models.CharField(_("hours in English"), max_length=160, blank=True)
    fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        related_name="telephones",
        limit_choices_to={"value_type": "telephone"},
        verbose_name=_("fact"),
        help_text=FACT_HELP,
    )
    speciality = models.ForeignKey(
        "centres.Speciality",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="telephones",
        verbose_name=_("speciality"),
        help_text=_("Left empty, the number is that of the whole centre."),
    )

    panels = [
        FieldRowPanel([FieldPanel("purpose_fr"), FieldPanel("purpose_en")]),
        FieldRowPanel([FieldPanel("hours_fr"), FieldPanel("hours_en")]),
        FieldPanel("fact"),
        FieldPanel("speciality"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("telephone")
        verbose_name_plural = _("telephones")

    def __str__(self) -> str:
        return self.purpose_fr

    @property
    def number(self) -> str:
        return self.fact.value
