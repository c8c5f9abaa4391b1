"""Projects of research, building, care and teaching."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.models import BasePage
from pages.services.record_pages import record_cards

from ..services.directory import centre_cards
from ..services.structured_data import Thing, project, project_with_members
from .records import Milestone, Project


class ProjectIndexPage(BasePage):
    """The list of the projects of both centres."""

    template = "centres/project_index_page.html"
    page_description = _("The list of the projects of both centres")
    parent_page_types = ["pages.StandardPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("project index")
        verbose_name_plural = _("project indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["cards"] = record_cards(
            ProjectPage, Project.objects.all(), self.locale.language_code, request
        )
        return context


class ProjectPage(BasePage):
    """One project: what it is for, with whom, what was planned and what came."""

    project = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("project"),
        help_text=_("What the page is about: its milestones come from this record."),
    )

    template = "centres/project_page.html"
    page_description = _("A project of one or both centres")
    parent_page_types = ["centres.CentrePage"]
    subpage_types: list[str] = []
    record_name: ClassVar[str] = "project"
    card_relations: ClassVar[tuple[str, ...]] = ("locale", "project")

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("project"),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("project page")
        verbose_name_plural = _("project pages")

    @property
    def own_illustration(self) -> str:
        return self.illustration or "research"

    def card_meta(self) -> str:
        return self.project.get_kind_display()

    @cached_property
    def milestones(self) -> list[Milestone]:
        milestones = self.project.milestones.select_related("fact")
        return [milestone for milestone in milestones if milestone.fact.is_published]

    def thing(self) -> Thing:
        return project(self.project)

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"mainEntity": project_with_members(self.project, context)}

    def record_facts(self) -> list[int]:
        return [milestone.fact_id for milestone in self.milestones]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .partner_pages import PartnerPage
        from .speciality_pages import SpecialityPage

        context = super().get_context(request, *args, **kwargs)
        language = self.locale.language_code
        project = self.project
        return context | {
            "project": project,
            "milestones": self.milestones,
            "centres": centre_cards(project.centres.only("pk"), language, request),
            "specialities": record_cards(
                SpecialityPage, project.specialities.all(), language, request
            ),
            "partners": record_cards(PartnerPage, project.partners.all(), language, request),
        }
