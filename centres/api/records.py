"""Centres, specialities and partners as open data."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Router

from pages.api.facts import brief
from pages.api.listing import Resource, publish
from pages.api.parameters import choice

from ..models import Centre, Partner, Site, Speciality, Telephone
from .public import CentreParameters, keys, of_kind, public, related, shared
from .rows import CentreOut, PartnerOut, SiteOut, SpecialityOut, TelephoneOut

router = Router()


class PartnerParameters(CentreParameters):
    """What the list of partners may be asked."""

    kind: str | None = choice(Partner.Kind, "What kind of body it is.")

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return of_kind(super().narrow(found), self.kind)


def all_centres(language: str) -> QuerySet[Centre]:
    """Return the public centres with what their rows show."""
    return public(Centre, language).prefetch_related(
        related("specialities", Speciality, language),
        Prefetch("sites", Site.objects.select_related("address_fact", "location_fact")),
        Prefetch("telephones", Telephone.objects.select_related("fact", "speciality")),
    )


def write_centres(centres: list[Centre], language: str, request: HttpRequest) -> list[CentreOut]:
    """Return centres as rows."""
    common = shared(centres, language, request)
    return [
        CentreOut(
            **common[centre.pk],
            town=centre.town,
            website=(language == "en" and centre.website_en) or centre.website,
            specialities=keys(centre.specialities),
            sites=[_site(site) for site in centre.sites.all() if site.address_fact.is_published],
            telephones=[
                _telephone(item) for item in centre.telephones.all() if item.fact.is_published
            ],
        )
        for centre in centres
    ]


def _site(site: Site) -> SiteOut:
    located = site.location_fact is None or site.location_fact.is_published
    return SiteOut(
        name=site.name,
        street=site.street,
        postal_code=site.postal_code,
        town=site.town,
        latitude=float(site.latitude) if located and site.latitude is not None else None,
        longitude=float(site.longitude) if located and site.longitude is not None else None,
        fact=brief(site.address_fact),
    )


def _telephone(telephone: Telephone) -> TelephoneOut:
    return TelephoneOut(
        number=telephone.number,
        purpose=telephone.purpose,
        hours=telephone.hours,
        speciality=telephone.speciality.key if telephone.speciality else None,
        fact=brief(telephone.fact),
    )


def all_specialities(language: str) -> QuerySet[Speciality]:
    """Return the public specialities with what their rows show."""
    return public(Speciality, language).prefetch_related(related("centres", Centre, language))


def write_specialities(
    specialities: list[Speciality], language: str, request: HttpRequest
) -> list[SpecialityOut]:
    """Return specialities as rows."""
    common = shared(specialities, language, request)
    return [
        SpecialityOut(
            **common[item.pk],
            centres=keys(item.centres),
            medical_specialty=item.medical_specialty,
        )
        for item in specialities
    ]


def all_partners(language: str) -> QuerySet[Partner]:
    """Return the public partners with what their rows show."""
    return (
        public(Partner, language)
        .select_related("fact")
        .prefetch_related(
            related("centres", Centre, language), related("specialities", Speciality, language)
        )
    )


def write_partners(
    partners: list[Partner], language: str, request: HttpRequest
) -> list[PartnerOut]:
    """Return partners as rows."""
    common = shared(partners, language, request)
    names = ("kind", "abbreviation", "website", "website_confirmed", "since")
    return [
        PartnerOut(
            **common[item.pk],
            **{name: getattr(item, name) for name in names},
            centres=keys(item.centres),
            specialities=keys(item.specialities),
            fact=brief(item.fact),
        )
        for item in partners
    ]


publish(
    router,
    Resource(
        "centres",
        "centre",
        "The centres with their addresses and telephones",
        CentreOut,
        all_centres,
        write_centres,
    ),
)
publish(
    router,
    Resource(
        "specialities",
        "speciality",
        "Treatments and fields of research",
        SpecialityOut,
        all_specialities,
        write_specialities,
        CentreParameters,
    ),
)
publish(
    router,
    Resource(
        "partners",
        "partner",
        "Bodies with which the centres work",
        PartnerOut,
        all_partners,
        write_partners,
        PartnerParameters,
    ),
)
