"""Prizes, rankings and accreditations."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.facts.models import Fact
from pages.models import BasePage
from pages.services.keeping import depends_on
from pages.services.record_pages import record_cards

from ..services.directory import centre_cards, centres
from ..services.structured_data import awarded
from .records import Award, Centre, Partner, Speciality


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class Filter:
    """One filter of the list of awards, a select in a GET form."""

    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> str:
        return next((option.value for option in self.options if option.selected), "")


def award_filters(query: QueryDict, awards: list[Award], centres: list[Centre]) -> list[Filter]:
    """Return the filters by centre, year and kind; values that don't exist are ignored.

    Args:
        query: the address's parameters.
        awards: all awards, for the years that exist.
    """
    choices: dict[str, tuple[Any, list[tuple[str, str]]]] = {
        "centre": (_("Centre"), [(centre.key, centre.name) for centre in centres]),
        "year": (
            _("Year"),
            [
                (str(year), str(year))
                for year in sorted({award.year for award in awards}, reverse=True)
            ],
        ),
        "kind": (_("Kind"), [(kind.value, str(kind.label)) for kind in Award.Kind]),
    }
    return [
        Filter(
            name,
            str(label),
            [Option(value, text, query.get(name) == value) for value, text in options],
        )
        for name, (label, options) in choices.items()
    ]


class AwardIndexPage(BasePage):
    """The list of awards, newest first, filtered by centre, year and kind."""

    template = "centres/award_index_page.html"
    page_description = _("The list of prizes, rankings and accreditations")
    parent_page_types = ["centres.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("award index")
        verbose_name_plural = _("award indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        awards = list(Award.objects.select_related("centre"))
        filters = award_filters(request.GET, awards, centres(request))
        chosen = {item.name: item.chosen for item in filters}
        depends_on({name: value for name, value in chosen.items() if name in request.GET})
        shown = [
            award
            for award in awards
            if chosen["centre"] in {"", award.centre.key}
            and chosen["year"] in {"", str(award.year)}
            and chosen["kind"] in {"", award.kind}
        ]
        return context | {
            "filters": filters,
            "filtered": any(chosen.values()),
            "cards": record_cards(AwardPage, shown, self.locale.language_code, request),
        }


class AwardPage(BasePage):
    """One award: what it is, who gave it to whom, when and for what."""

    award = models.ForeignKey(
        Award,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("award"),
        help_text=_("What the page is about: its name, year and fact come from this record."),
    )

    template = "centres/award_page.html"
    page_description = _("A prize, a ranking or an accreditation")
    parent_page_types = ["centres.CentrePage"]
    subpage_types: list[str] = []
    record_name: ClassVar[str] = "award"
    embed_kind: ClassVar[str] = "award"
    embed_heading: ClassVar[Any] = _("Awards and labels")
    card_relations: ClassVar[tuple[str, ...]] = ("locale", "award__centre", "award__fact")

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("award"),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("award page")
        verbose_name_plural = _("award pages")

    @property
    def own_paint(self) -> str:
        return self.paint or self.award.centre.paint

    @property
    def own_illustration(self) -> str:
        return self.illustration or "awards"

    def card_meta(self) -> str:
        return str(self.award.year)

    def card_fact(self) -> Fact:
        return self.award.fact

    def embed_context(self, request: HttpRequest) -> dict[str, Any]:
        fact = self.award.fact
        return {"award": self.award, "fact": fact if fact.is_published else None}

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"about": [awarded(self.award)]}

    def record_facts(self) -> list[int]:
        return [self.award.fact_id]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .partner_pages import PartnerPage
        from .speciality_pages import SpecialityPage

        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        award = self.award
        givers = Partner.objects.filter(pk=award.giver_id)
        specialities = Speciality.objects.filter(pk=award.speciality_id)
        return context | {
            "award": award,
            "giver": next(iter(record_cards(PartnerPage, givers, language, request)), None),
            "centre": next(iter(centre_cards([award.centre], language, request)), None),
            "speciality": next(
                iter(record_cards(SpecialityPage, specialities, language, request)), None
            ),
        }
