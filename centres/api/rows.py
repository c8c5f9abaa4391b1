"""The records as rows of open data. What is not confirmed carries its state; what is withheld isn't there."""

from datetime import date, datetime

from ninja import Field
from pydantic import BaseModel

from pages.api.facts import FactBrief

PARTIAL_DATE = "A day, a month or a year."


class Row(BaseModel):
    """What every record has."""

    id: str = Field(description="A name that never changes; it leads to the page.")
    key: str
    name: str
    url: str = Field(description="The page about it, in the language asked for.")
    summary: str


class SiteOut(BaseModel):
    """A place where a centre receives people."""

    name: str
    street: str
    postal_code: str
    town: str
    latitude: float | None
    longitude: float | None
    fact: FactBrief | None = Field(description="On what the address rests.")


class TelephoneOut(BaseModel):
    """A number with its purpose."""

    number: str
    purpose: str
    hours: str
    speciality: str | None = Field(description="Key of the speciality that answers.")
    fact: FactBrief | None


class CentreOut(Row):
    """One of the two cancer centres."""

    town: str
    website: str
    specialities: list[str]
    sites: list[SiteOut]
    telephones: list[TelephoneOut]


class SpecialityOut(Row):
    """A treatment, a field of research or of disease."""

    centres: list[str]
    medical_specialty: str = Field(description="In schema.org’s words, where there is one.")


class PartnerOut(Row):
    """A body with which the centres work."""

    kind: str
    abbreviation: str
    website: str
    website_confirmed: bool
    since: str = Field(description=PARTIAL_DATE)
    centres: list[str]
    specialities: list[str]
    fact: FactBrief | None


class AwardOut(Row):
    """A prize, a ranking or an accreditation."""

    kind: str
    edition: str
    category: str
    year: int
    giver: str
    recipient: str
    centre: str
    speciality: str | None
    fact: FactBrief | None


class MilestoneOut(BaseModel):
    """What was planned, and what came."""

    label: str
    planned: str = Field(description=PARTIAL_DATE)
    actual: str = Field(description=PARTIAL_DATE)
    fact: FactBrief | None


class ProjectOut(Row):
    """A project of research, building, care or teaching."""

    kind: str
    centres: list[str]
    specialities: list[str]
    partners: list[str]
    milestones: list[MilestoneOut]


class ArticleOut(BaseModel):
    """A dated piece of news."""

    id: str = Field(description="A name that never changes, the same in both languages.")
    key: str
    title: str
    url: str
    summary: str
    date: date
    centres: list[str]
    published: datetime | None
    updated: datetime | None
