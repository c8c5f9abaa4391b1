"""Awards and projects as open data."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Router

from pages.api.facts import brief
from pages.api.listing import Resource, publish
from pages.api.parameters import choice

from ..models import Award, Centre, Milestone, Partner, Project, Speciality
from .public import CentreParameters, keys, of_kind, public, related, shared
from .rows import AwardOut, MilestoneOut, ProjectOut

router = Router()


class AwardParameters(CentreParameters):
    """What the list of awards may be asked."""

    belongs_to = "centre"

    kind: str | None = choice(Award.Kind, "What kind of award it is.")
    year: int | None = Field(None, ge=1900, le=2100, description="The year of the award.")

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        found = of_kind(super().narrow(found), self.kind)
        return found.filter(year=self.year) if self.year else found


class ProjectParameters(CentreParameters):
    """What the list of projects may be asked."""

    kind: str | None = choice(Project.Kind, "What the project is for.")

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return of_kind(super().narrow(found), self.kind)


def all_awards(language: str) -> QuerySet[Award]:
    """Return the public awards with what their rows show."""
    return public(Award, language).select_related("centre", "fact", "giver", "speciality")


def write_awards(awards: list[Award], language: str, request: HttpRequest) -> list[AwardOut]:
    """Return awards as rows."""
    common = shared(awards, language, request)
    names = ("kind", "edition", "category", "year", "recipient")
    return [
        AwardOut(
            **common[item.pk],
            **{name: getattr(item, name) for name in names},
            giver=item.giver.name if item.giver else item.giver_name,
            centre=item.centre.key,
            speciality=item.speciality.key if item.speciality else None,
            fact=brief(item.fact),
        )
        for item in awards
    ]


def all_projects(language: str) -> QuerySet[Project]:
    """Return the public projects with what their rows show."""
    return public(Project, language).prefetch_related(
        related("centres", Centre, language),
        related("specialities", Speciality, language),
        related("partners", Partner, language),
        Prefetch("milestones", Milestone.objects.select_related("fact")),
    )


def write_projects(
    projects: list[Project], language: str, request: HttpRequest
) -> list[ProjectOut]:
    """Return projects as rows."""
    common = shared(projects, language, request)
    return [
        ProjectOut(
            **common[item.pk],
            kind=item.kind,
            centres=keys(item.centres),
            specialities=keys(item.specialities),
            partners=keys(item.partners),
            milestones=[
                MilestoneOut(
                    label=milestone.label,
                    planned=milestone.planned,
                    actual=milestone.actual,
                    fact=brief(milestone.fact),
                )
                for milestone in item.milestones.all()
                if milestone.fact.is_published
            ],
        )
        for item in projects
    ]


publish(
    router,
    Resource(
        "awards",
        "award",
        "Prizes, rankings and accreditations",
        AwardOut,
        all_awards,
        write_awards,
        AwardParameters,
    ),
)
publish(
    router,
    Resource(
        "projects",
        "project",
        "Projects with what was planned and what came",
        ProjectOut,
        all_projects,
        write_projects,
        ProjectParameters,
    ),
)
