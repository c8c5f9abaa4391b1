"""Language-neutral records: each thing is stored once, with its relations; pages hold the prose about it."""

from .awards import Award
from .base import Record
from .centres import Centre, Site, Telephone
from .partners import Partner
from .people import Person, Role
from .projects import Milestone, Project
from .specialities import Speciality

__all__ = [
    "Award",
    "Centre",
    "Milestone",
    "Partner",
    "Person",
    "Project",
    "Record",
    "Role",
    "Site",
    "Speciality",
    "Telephone",
]
