"""The two centres, and the page that lists them."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.models import BasePage
from pages.services.record_pages import record_cards

from ..services.directory import centre_cards, centres
from ..services.structured_data import Thing, brief, hospital_with_lists
from .records import Centre, Role


class CentreIndexPage(BasePage):
    """The list of the centres."""

    template = "centres/centre_index_page.html"
    page_description = _("The list of the centres")
    parent_page_types = ["centres.HomePage"]
    subpage_types = ["centres.CentrePage"]

    class Meta:
        verbose_name = _("centre index")
        verbose_name_plural = _("centre indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = centre_cards(centres(request), self.locale.language_code, request)
        return context


class CentrePage(BasePage):
    """One centre: whom to call, how to come, what it is known for, its history, awards and partners."""

    centre = models.ForeignKey(
        Centre,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("centre"),
        help_text=_("What the page is about: addresses and telephones come from this record."),
    )

    template = "centres/centre_page.html"
    page_description = _("One of the two centres")
    parent_page_types = ["centres.CentreIndexPage"]
    subpage_types = ["centres.SpecialityPage", "centres.ProjectPage", "centres.AwardPage"]
    has_own_staff: ClassVar[bool] = True
    embed_kind: ClassVar[str] = "centre"
    embed_heading: ClassVar[Any] = _("The centres")
    record_name: ClassVar[str] = "centre"
    card_relations: ClassVar[tuple[str, ...]] = ("locale", "centre")

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("centre"),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("centre page")
        verbose_name_plural = _("centre pages")

    @property
    def own_paint(self) -> str:
        return self.paint or self.centre.paint

    @property
    def own_illustration(self) -> str:
        return self.illustration or self.centre.illustration

    @property
    def share_owner(self) -> str:
        return self.title

    def card_meta(self) -> str:
        return self.centre.town

    def embed_context(self, request: HttpRequest) -> dict[str, Any]:
        from ..services.contacts import contact_of

        centre = next(item for item in centres(request) if item.pk == self.centre_id)
        return {"contact": contact_of(centre, self, request)}

    def load_record(self) -> None:
        """The record comes with the directory of centres, see get_context."""

    @property
    def telephones(self) -> list[Any]:
        return list(self.centre.telephones.all())

    @property
    def sites(self) -> list[Any]:
        return list(self.centre.sites.all())

    @cached_property
    def roles(self) -> list[Role]:
        return list(
            self.centre.roles.select_related("person", "fact").order_by("ended", "-started", "pk")
        )

    def thing(self) -> Thing:
        return brief(self.centre)

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"mainEntity": hospital_with_lists(self.centre, context)}

    def record_facts(self) -> list[int]:
        places = [pk for site in self.sites for pk in (site.address_fact_id, site.location_fact_id)]
        found = [
            self.centre.emergency_fact_id,
            *(telephone.fact_id for telephone in self.telephones),
            *places,
            *(role.fact_id for role in self.roles),
        ]
        return [pk for pk in found if pk]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..feeds import feed_links
        from .award_pages import AwardPage
        from .partner_pages import PartnerPage
        from .project_pages import ProjectPage
        from .speciality_pages import SpecialityPage

        # The footer shows the same addresses and telephones: the page and it share them.
        known = {centre.pk: centre for centre in centres(request)}
        self.centre = known.get(self.centre_id, self.centre)
        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        centre = self.centre
        return context | {
            "centre": centre,
            "feeds": [*feed_links(), *feed_links(centre)],
            "emergency_fact": centre.published_emergency_fact,
            "telephones": self.telephones,
            "sites": self.sites,
            "people": [role for role in self.roles if role.fact.is_published],
            "specialities": record_cards(
                SpecialityPage, centre.specialities.all(), language, request
            ),
            "projects": record_cards(ProjectPage, centre.projects.all(), language, request),
            "awards": record_cards(AwardPage, centre.awards.all(), language, request),
            "partners": record_cards(PartnerPage, centre.partners.all(), language, request),
        }
