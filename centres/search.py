"""What the search is told of the pages about records: their kind, their names, and whose they are."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pages.languages import reader_language
from pages.search.registry import About, Link, register_help, register_kind, register_places

from .models import SpecialityIndexPage
from .services.directory import centres


def register() -> None:
    """Tell the search of these pages. Each record's names count in all their forms."""
    register_kind("centre", _("Centre"), ["CentrePage", "CentreIndexPage"], _about_centre)
    register_kind(
        "speciality", _("Speciality"), ["SpecialityPage", "SpecialityIndexPage"], _about_record
    )
    register_kind("project", _("Project"), ["ProjectPage", "ProjectIndexPage"], _about_record)
    register_kind("partner", _("Partner"), ["PartnerPage", "PartnerIndexPage"], _about_record)
    register_kind("award", _("Award"), ["AwardPage", "AwardIndexPage"], _about_award)
    register_kind("news", _("News"), ["ArticlePage", "ArticleIndexPage"])
    register_places(_("Centre"), _centre_names)
    register_help(_help)


def _record(page: Any) -> Any:
    return getattr(page, page.record_name) if page.record_name else None


def _names(record: Any) -> list[str]:
    names = [record.name, getattr(record, "abbreviation", ""), *(getattr(record, "variants", []))]
    return [name for name in names if name]


def _about_record(page: Any) -> About:
    """A page about something that centres share; pages of a list have no record."""
    record = _record(page)
    if record is None:
        return About()
    return About(_names(record), places=[centre.key for centre in record.centres.all()])


def _about_award(page: Any) -> About:
    record = _record(page)
    return About(_names(record), places=[record.centre.key]) if record else About()


def _about_centre(page: Any) -> About:
    """A centre is also found by its town, its addresses and the people whose role is published."""
    centre = _record(page)
    if centre is None:
        return About()
    roles = centre.roles.select_related("person", "fact")
    held = [role for role in roles if role.fact.is_published]
    people, offices = [str(role.person) for role in held], [role.role for role in held]
    sites = centre.sites.select_related("address_fact")
    places = [
        f"{site.name} {site.street} {site.locality}"
        for site in sites
        if site.address_fact.is_published
    ]
    telephones = centre.telephones.select_related("fact")
    purposes = [item.purpose for item in telephones if item.fact.is_published]
    names = [*_names(centre), centre.town, *people]
    return About(names, [*offices, *places, *purposes], [centre.key])


def _centre_names(request: Any) -> dict[str, str]:
    return {centre.key: centre.name for centre in centres(request)}


def _help(request: Any) -> list[Link]:
    """Where to look on when nothing was found: the specialities."""
    pages = SpecialityIndexPage.objects.live().filter(locale__language_code=reader_language())
    return [(page.title, page.get_url(request) or "") for page in pages.select_related("locale")]
