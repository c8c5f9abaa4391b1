"""Specialities: treatments, research and diseases in which a centre is known."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from pages.blocks import PROSE_FEATURES
from pages.facts.models import Fact
from pages.models import BasePage
from pages.services.record_pages import record_cards

from ..services.directory import centre_cards, centres
from ..services.structured_data import Thing, providers, service
from .records import Centre, Speciality, Telephone

#: The six questions of somebody who is about to be treated, in the order of asking.
SLOTS = {
    "where": _("Where?"),
    "when": _("When?"),
    "with_whom": _("With whom?"),
    "what_to_bring": _("What to bring?"),
    "cost": _("What does it cost?"),
    "whom_to_call": _("Whom to call?"),
}


@dataclass(frozen=True)
class Slot:
    """One of the six questions with its answer; an empty answer is said to be missing."""

    key: str
    heading: str
    text: str

    @property
    def missing(self) -> bool:
        return not self.text


class SpecialityIndexPage(BasePage):
    """The list of the specialities, by centre."""

    template = "centres/speciality_index_page.html"
    page_description = _("The list of the specialities of both centres")
    parent_page_types = ["centres.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("speciality index")
        verbose_name_plural = _("speciality indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = record_cards(
            SpecialityPage, Speciality.objects.all(), self.locale.language_code, request
        )
        return context


def slot_field(label: Any) -> RichTextField:
    """Return the field of one of the six answers."""
    return RichTextField(
        label,
        blank=True,
        features=PROSE_FEATURES,
        help_text=_("Left empty, the page says what is missing and whom to call."),
    )


class SpecialityPage(BasePage):
    """One speciality: the six answers first, then what it is."""

    speciality = models.ForeignKey(
        Speciality,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("speciality"),
        help_text=_("What the page is about: its centres and partners come from this record."),
    )
    where = slot_field(SLOTS["where"])
    when = slot_field(SLOTS["when"])
    with_whom = slot_field(SLOTS["with_whom"])
    what_to_bring = slot_field(SLOTS["what_to_bring"])
    cost = slot_field(SLOTS["cost"])
    whom_to_call = slot_field(SLOTS["whom_to_call"])

    template = "centres/speciality_page.html"
    page_description = _("A speciality of a centre")
    parent_page_types = ["centres.CentrePage"]
    subpage_types: list[str] = []
    record_name: ClassVar[str] = "speciality"
    card_relations: ClassVar[tuple[str, ...]] = ("locale", "speciality")
    card_prefetch: ClassVar[tuple[str, ...]] = ("speciality__centres",)

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("speciality"),
        *BasePage.content_panels[1:3],
        MultiFieldPanel([FieldPanel(name) for name in SLOTS], heading=_("The six answers")),
        *BasePage.content_panels[3:],
    ]
    search_fields = [*BasePage.search_fields, *(index.SearchField(name) for name in SLOTS)]

    class Meta:
        verbose_name = _("speciality page")
        verbose_name_plural = _("speciality pages")

    @property
    def own_paint(self) -> str:
        return self.paint or self.speciality.paint

    @property
    def own_illustration(self) -> str:
        return self.illustration or self.speciality.illustration

    def card_meta(self) -> str:
        return " · ".join(centre.town for centre in self.speciality.centres.all())

    @cached_property
    def directory(self) -> list[Centre]:
        """Both centres with their telephones; those of the footer, where a request is answered."""
        return centres()

    @cached_property
    def telephones(self) -> list[Telephone]:
        """The speciality's own numbers, or else the first number of each centre that offers it."""
        numbers = [telephone for centre in self.directory for telephone in centre.telephones.all()]
        own = [item for item in numbers if item.speciality_id == self.speciality_id]
        offering = {centre.pk for centre in self.speciality.centres.all()}
        first: dict[int, Telephone] = {}
        for telephone in numbers:
            if telephone.speciality_id is None and telephone.centre_id in offering:
                first.setdefault(telephone.centre_id, telephone)
        return own or list(first.values())

    @cached_property
    def emergency_fact(self) -> Fact | None:
        """What the emergency box says of the centres that offer the speciality."""
        facts = (telephone.centre.published_emergency_fact for telephone in self.telephones)
        return next((fact for fact in facts if fact), None)

    def thing(self) -> Thing:
        return service(self.speciality)

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"mainEntity": self.thing(), "mentions": providers(self.thing(), context["centres"])}

    def record_facts(self) -> list[int]:
        emergency = [self.emergency_fact.pk] if self.emergency_fact else []
        return [*emergency, *(telephone.fact_id for telephone in self.telephones)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .award_pages import AwardPage
        from .partner_pages import PartnerPage
        from .project_pages import ProjectPage

        self.directory = centres(request)
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        speciality = self.speciality
        return context | {
            "speciality": speciality,
            "emergency_fact": self.emergency_fact,
            "slots": [Slot(name, str(label), getattr(self, name)) for name, label in SLOTS.items()],
            "telephones": self.telephones,
            "telephone": self.telephones[0] if self.telephones else None,
            "centres": centre_cards(speciality.centres.all(), language, request),
            "partners": record_cards(PartnerPage, speciality.partners.all(), language, request),
            "projects": record_cards(ProjectPage, speciality.projects.all(), language, request),
            "awards": record_cards(AwardPage, speciality.awards.all(), language, request),
        }
