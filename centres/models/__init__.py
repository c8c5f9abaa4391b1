from .award_pages import AwardIndexPage, AwardPage
from .centre_pages import CentreIndexPage, CentrePage
from .home import HomePage
from .partner_pages import PartnerIndexPage, PartnerPage
from .project_pages import ProjectIndexPage, ProjectPage
from .records import (
    Award,
    Centre,
    Milestone,
    Partner,
    Person,
    Project,
    Role,
    Site,
    Speciality,
    Telephone,
)
from .speciality_pages import SpecialityIndexPage, SpecialityPage

__all__ = [
    "Award",
    "AwardIndexPage",
    "AwardPage",
    "Centre",
    "CentreIndexPage",
    "CentrePage",
    "HomePage",
    "Milestone",
    "Partner",
    "PartnerIndexPage",
    "PartnerPage",
    "Person",
    "Project",
    "ProjectIndexPage",
    "ProjectPage",
    "Role",
    "Site",
    "Speciality",
    "SpecialityIndexPage",
    "SpecialityPage",
    "Telephone",
]
