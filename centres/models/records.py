"""Language-neutral records: each thing stored once, with its relations; pages hold the prose about it."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import CollectionMember, Orderable
from wagtail.search import index

from pages.bilingual import Bilingual
from pages.choices import Illustration, Paint
from pages.facts.models import Fact
from pages.formats import validate_partial_date

from ..services.maps import MapLink, map_links

FACT_HELP = _("The fact on which this rests: it gives the source, the age and the state.")


class Record(Bilingual, CollectionMember, index.Indexed, ClusterableModel):
    """What all records share: a key that never changes, a name in both languages, an owner."""

    key = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("A short name that never changes.")
    )
    name_fr = models.CharField(_("name in French"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    search_fields = [
        index.SearchField("name_fr"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_fr"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        abstract = True
        ordering = ["name_fr"]

    def __str__(self) -> str:
        return self.name_fr


NAME_PANELS = [FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")])]
FILING_PANELS = [FieldRowPanel([FieldPanel("key"), FieldPanel("collection")])]


class Centre(Record):
    """One of the two cancer centres."""

    town = models.CharField(_("town"), max_length=80)
    website = models.URLField(_("website"), blank=True)
    website_en = models.URLField(_("website in English"), blank=True)
    variants = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("For the search.")
    )
    paint = models.CharField(_("paint"), max_length=8, choices=Paint)
    illustration = models.CharField(_("drawing"), max_length=32, choices=Illustration)
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
    order = models.PositiveSmallIntegerField(_("order"), default=0)

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
    name_fr = models.CharField(_("name in French"), max_length=120)
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
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True
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
    purpose_fr = models.CharField(_("purpose in French"), max_length=120)
    purpose_en = models.CharField(_("purpose in English"), max_length=120)
    hours_fr = models.CharField(_("hours in French"), max_length=160, blank=True)
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
        Centre, related_name="specialities", verbose_name=_("centres")
    )
    paint = models.CharField(_("paint"), max_length=8, choices=Paint)
    illustration = models.CharField(_("drawing"), max_length=32, choices=Illustration)
    medical_specialty = models.CharField(
        _("specialty for search engines"), max_length=20, choices=MedicalSpecialty, blank=True
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

    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    variants = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("For the search.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    website = models.URLField(_("website"), blank=True)
    website_confirmed = models.BooleanField(_("website confirmed"), default=False)
    centres = ParentalManyToManyField(
        Centre, related_name="partners", blank=True, verbose_name=_("centres")
    )
    specialities = ParentalManyToManyField(
        Speciality, related_name="partners", blank=True, verbose_name=_("specialities")
    )
    since = models.CharField(
        _("partner since"), max_length=10, blank=True, validators=[validate_partial_date]
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


class Award(Record):
    """A prize, a ranking or an accreditation that a centre was given."""

    class Kind(models.TextChoices):
        PRIZE = "prize", _("Prize")
        RANKING = "ranking", _("Ranking")
        ACCREDITATION = "accreditation", _("Accreditation")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    edition = models.CharField(_("edition"), max_length=60, blank=True)
    category_fr = models.CharField(_("category in French"), max_length=120, blank=True)
    category_en = models.CharField(_("category in English"), max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    giver = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards_given",
        verbose_name=_("giver"),
    )
    giver_name = models.CharField(
        _("name of the giver"),
        max_length=160,
        blank=True,
        help_text=_("Where the giver isn't a partner."),
    )
    recipient_fr = models.CharField(_("recipient in French"), max_length=200, blank=True)
    recipient_en = models.CharField(_("recipient in English"), max_length=200, blank=True)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="awards", verbose_name=_("centre")
    )
    speciality = models.ForeignKey(
        Speciality,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("speciality"),
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


class Project(Record):
    """A project of research, building, care or teaching, with what was planned and what came."""

    class Kind(models.TextChoices):
        RESEARCH = "research", _("Research")
        BUILDING = "building", _("Building")
        CARE = "care", _("Care")
        INTERNATIONAL = "international", _("International")
        EDUCATION = "education", _("Education")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    centres = ParentalManyToManyField(Centre, related_name="projects", verbose_name=_("centres"))
    specialities = ParentalManyToManyField(
        Speciality, related_name="projects", blank=True, verbose_name=_("specialities")
    )
    partners = ParentalManyToManyField(
        Partner, related_name="projects", blank=True, verbose_name=_("partners")
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
    label_fr = models.CharField(_("milestone in French"), max_length=160)
    label_en = models.CharField(_("milestone in English"), max_length=160)
    planned = models.CharField(
        _("planned for"), max_length=10, blank=True, validators=[validate_partial_date]
    )
    actual = models.CharField(
        _("reached on"), max_length=10, blank=True, validators=[validate_partial_date]
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


class Person(ClusterableModel):
    """Somebody whose role is public; the title belongs to the person, the role to its dates."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
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
    role_fr = models.CharField(_("role in French"), max_length=160)
    role_en = models.CharField(_("role in English"), max_length=160)
    centre = models.ForeignKey(
        Centre,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("centre"),
    )
    started = models.CharField(
        _("since"), max_length=10, blank=True, validators=[validate_partial_date]
    )
    ended = models.CharField(
        _("until"), max_length=10, blank=True, validators=[validate_partial_date]
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
