"""People with a public role, each role with its dates."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from pages.bilingual import Bilingual
from pages.facts.models import Fact
from pages.formats import validate_partial_date
from pages.typography.models import TypesetOnSaveMixin

from .base import FACT_HELP
from .centres import Centre


class Person(TypesetOnSaveMixin, ClusterableModel):
    """Somebody whose role is public; the title belongs to the person, the role to its dates."""

    key = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("A short name that never changes.")
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("First name, then family name."))
    title = models.CharField(_("title"), max_length=20, blank=True, help_text=_("Pr, Dr"))

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("name")]),
        InlinePanel("roles", heading=_("Roles"), label=_("role")),
        FieldPanel("key"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return f"{self.title} {self.name}".strip()


class Role(Bilingual, Orderable):
    """A role that somebody held at a centre, attested by a fact on a date."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="roles")
    role_fr = models.CharField(
        _("role in French"),
        max_length=160,
        help_text=_("As the centre words it, for example “managing director”."),
    )
    role_en = models.CharField(_("role in English"), max_length=160)
    centre = models.ForeignKey(
        Centre,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("centre"),
        help_text=_("Whose page shows the role."),
    )
    started = models.CharField(
        _("since"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("A year is enough: 2018."),
    )
    ended = models.CharField(
        _("until"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("Empty as long as the role is held."),
    )
    fact = models.ForeignKey(
        Fact,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("fact"),
        help_text=FACT_HELP,
    )

    panels = [
        FieldRowPanel([FieldPanel("role_fr"), FieldPanel("role_en")]),
        FieldPanel("centre"),
        FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
        FieldPanel("fact"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")

    def __str__(self) -> str:
        return self.role_fr
