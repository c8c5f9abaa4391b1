"""Partners: research bodies, laboratories, networks and companies with which the centres work."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.choices import Paint
from pages.facts.models import Fact
from pages.models import BasePage
from pages.services.cards import card_for
from pages.services.record_pages import pages_by_record, record_cards

from ..services.directory import centre_cards
from ..services.structured_data import Thing, organization, partner_with_members
from .records import Partner


class PartnerIndexPage(BasePage):
    """The list of the partners, by kind."""

    template = "centres/partner_index_page.html"
    page_description = _("The list of the partners, by kind")
    parent_page_types = ["pages.StandardPage"]
    subpage_types = ["centres.PartnerPage"]

    class Meta:
        verbose_name = _("partner index")
        verbose_name_plural = _("partner indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = pages_by_record(
            PartnerPage, Partner.objects.all(), self.locale.language_code
        ).values()
        groups = [
            {
                "heading": kind.label,
                "cards": [card_for(page, request) for page in pages if page.partner.kind == kind],
            }
            for kind in Partner.Kind
        ]
        context["groups"] = [group for group in groups if group["cards"]]
        return context


class PartnerPage(BasePage):
    """One partner: what the partnership is, since when, with which centre and speciality."""

    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("partner"),
        help_text=_("What the page is about: its name and website come from this record."),
    )

    template = "centres/partner_page.html"
    page_description = _("A partner of one or both centres")
    parent_page_types = ["centres.PartnerIndexPage"]
    subpage_types: list[str] = []
    record_name: ClassVar[str] = "partner"
    card_relations: ClassVar[tuple[str, ...]] = ("locale", "partner__fact")

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("partner"),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("partner page")
        verbose_name_plural = _("partner pages")

    @property
    def own_paint(self) -> str:
        return self.paint or Paint.APPLE

    def card_meta(self) -> str:
        return self.partner.get_kind_display()

    def card_fact(self) -> Fact | None:
        return self.partner.fact

    def thing(self) -> Thing:
        return organization(self.partner)

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"mainEntity": partner_with_members(self.partner, context["centres"])}

    def record_facts(self) -> list[int]:
        return [self.partner.fact_id] if self.partner.fact_id else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .award_pages import AwardPage
        from .project_pages import ProjectPage
        from .speciality_pages import SpecialityPage

        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        partner = self.partner
        return context | {
            "partner": partner,
            "centres": centre_cards(partner.centres.only("pk"), language, request),
            "specialities": record_cards(
                SpecialityPage, partner.specialities.all(), language, request
            ),
            "projects": record_cards(ProjectPage, partner.projects.all(), language, request),
            "awards": record_cards(AwardPage, partner.awards_given.all(), language, request),
        }
