"""Awards and projects as open data."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router

from pages.api.facts import brief
from pages.api.listing import LIST, ONE, Listing, answer_list, answer_one
from pages.api.parameters import Parameters, choice

from ..models import Award, Centre, Milestone, Partner, Project, Speciality
from .public import CentreParameters, at_centre, keys, of_kind, public, related, shared
from .rows import AwardOut, MilestoneOut, ProjectOut

router = Router()


class AwardParameters(CentreParameters):
    """What the list of awards may be asked."""

    kind: str | None = choice(Award.Kind, "What kind of award it is.")
    year: int | None = Field(None, ge=1900, le=2100, description="The year of the award.")


class ProjectParameters(CentreParameters):
    """What the list of projects may be asked."""

    kind: str | None = choice(Project.Kind, "What the project is for.")


# Awards


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


@router.get(
    "/awards",
    response=Listing[AwardOut],
    operation_id="list_awards",
    summary="Prizes, rankings and accreditations",
    openapi_extra=LIST,
    tags=["awards"],
)
def list_awards(request: HttpRequest, query: Query[AwardParameters]) -> Any:
    found = of_kind(at_centre(all_awards(query.lang), "centre", query.centre), query.kind)
    if query.year:
        found = found.filter(year=query.year)
    return answer_list(request, query, found, AwardOut, write_awards)


@router.get(
    "/awards/{key}",
    response=AwardOut,
    operation_id="get_award",
    summary="One award",
    openapi_extra=ONE,
    tags=["awards"],
)
def get_award(request: HttpRequest, key: str, query: Query[Parameters]) -> Any:
    return answer_one(request, query, all_awards(query.lang).filter(key=key), write_awards)


# Projects


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


@router.get(
    "/projects",
    response=Listing[ProjectOut],
    operation_id="list_projects",
    summary="Projects with what was planned and what came",
    openapi_extra=LIST,
    tags=["projects"],
)
def list_projects(request: HttpRequest, query: Query[ProjectParameters]) -> Any:
    found = of_kind(at_centre(all_projects(query.lang), "centres", query.centre), query.kind)
    return answer_list(request, query, found, ProjectOut, write_projects)


@router.get(
    "/projects/{key}",
    response=ProjectOut,
    operation_id="get_project",
    summary="One project",
    openapi_extra=ONE,
    tags=["projects"],
)
def get_project(request: HttpRequest, key: str, query: Query[Parameters]) -> Any:
    return answer_one(request, query, all_projects(query.lang).filter(key=key), write_projects)
