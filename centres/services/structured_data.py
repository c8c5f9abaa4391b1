"""The centres and what is about them in schema.org's terms.

A record's relation to a fact decides: what is not confirmed is left out (architecture.md, rule 10).
Cards and records come from the page's context, so that nothing is said that the page doesn't show.
"""

from collections.abc import Iterable
from typing import Any

from pages.services.structured_data import Thing, filled, ref, things

from ..models.records import Award, Centre, Partner, Project, Speciality

SCHEMA = "https://schema.org/"

#: A speciality that is a treatment is one for schema.org too; the others are fields of medicine.
SERVICE_TYPES: dict[str, str] = {
    Speciality.MedicalSpecialty.RADIATION: "RadiationTherapy",
    Speciality.MedicalSpecialty.SURGICAL: "SurgicalProcedure",
}
#: schema.org has no radiotherapy among its specialities: it is part of oncology.
SPECIALTIES: dict[str, str] = {Speciality.MedicalSpecialty.RADIATION: "Oncologic"}
ONCOLOGY = f"{SCHEMA}Oncologic"


def brief(record: Any) -> Thing:
    """Return a centre by name only, for what points to it."""
    return {"@type": "Hospital", "@id": record.permanent_id, "name": record.name}


def hospital(centre: Centre) -> Thing:
    """Return a centre with its confirmed addresses and telephones.

    Args:
        centre: one of the directory, which comes with its sites, telephones and their facts.
    """
    site = next(iter(centre.sites.all()), None)
    numbers = [item for item in centre.telephones.all() if _holds(item.fact)]
    return filled(
        {
            **brief(centre),
            "address": _address(site) if site and _holds(site.address_fact) else None,
            "geo": _place(site) if site and _holds(site.location_fact) else None,
            "telephone": numbers[0].number if numbers else None,
            "contactPoint": [
                {
                    "@type": "ContactPoint",
                    "telephone": item.number,
                    "contactType": item.purpose,
                }
                for item in numbers
            ],
        }
    )


def hospital_with_lists(centre: Centre, context: dict[str, Any]) -> Thing:
    """Return a centre as its own page shows it."""
    specialities = [card.page.speciality for card in context["specialities"]]
    known = {ONCOLOGY, *filter(None, map(_specialty, specialities))}
    return filled(
        {
            **hospital(centre),
            "url": context["canonical"],
            "sameAs": centre.website if context["people"] else None,
            "medicalSpecialty": sorted(known),
            "availableService": [service(item) for item in specialities if is_service(item)],
            "memberOf": things(
                card
                for card in context["partners"]
                if card.page.partner.kind == Partner.Kind.NETWORK and _holds(card.fact)
            ),
            "award": [
                award_text(card.page.award) for card in context["awards"] if _holds(card.fact)
            ],
        }
    )


def is_service(speciality: Speciality) -> bool:
    """Tell whether a speciality is something done to a patient, and no field of medicine."""
    return speciality.medical_specialty in SERVICE_TYPES


def service(speciality: Speciality) -> Thing:
    """Return a speciality: a treatment where it is one."""
    return filled(
        {
            "@type": SERVICE_TYPES.get(speciality.medical_specialty, "MedicalEntity"),
            "@id": speciality.permanent_id,
            "name": speciality.name,
            "relevantSpecialty": _specialty(speciality),
        }
    )


def providers(offered: Thing, cards: Iterable[Any]) -> list[Thing]:
    """Return the centres that offer a speciality."""
    link = {} if offered["@type"] == "MedicalEntity" else {"availableService": ref(offered)}
    return [thing | link for thing in things(cards)]


def organization(partner: Partner) -> Thing:
    """Return a partner by its names; its website only where it is confirmed."""
    return filled(
        {
            "@type": "Organization",
            "@id": partner.permanent_id,
            "name": partner.name,
            "alternateName": partner.abbreviation,
            "url": partner.website if partner.website_confirmed else None,
        }
    )


def partner_with_members(partner: Partner, centres: Iterable[Any]) -> Thing:
    """Return a partner; a network has the centres as its members, where that is confirmed."""
    joined = partner.kind == Partner.Kind.NETWORK and _holds(partner.fact)
    return filled({**organization(partner), "member": things(centres) if joined else None})


def project(record: Project) -> Thing:
    """Return a project by name."""
    research = record.kind == Project.Kind.RESEARCH
    return {
        "@type": "ResearchProject" if research else "Project",
        "@id": record.permanent_id,
        "name": record.name,
    }


def project_with_members(record: Project, context: dict[str, Any]) -> Thing:
    """Return a project with the centres and the partners whose part in it is confirmed."""
    partners = [card for card in context["partners"] if _holds(card.fact)]
    return filled({**project(record), "member": [*things(context["centres"]), *things(partners)]})


def awarded(award: Award) -> Thing:
    """Return the centre that was given an award; the award itself only where it is confirmed."""
    return filled(
        {**brief(award.centre), "award": award_text(award) if _holds(award.fact) else None}
    )


def award_text(award: Award) -> str:
    """Return an award in words: schema.org has no other form for it."""
    return f"{award.name}, {award.year}"


def _address(site: Any) -> Thing:
    return filled(
        {
            "@type": "PostalAddress",
            "streetAddress": site.street,
            "postalCode": site.postal_code,
            "addressLocality": site.town,
            "addressCountry": "FR",
        }
    )


def _place(site: Any) -> Thing | None:
    if site.latitude is None or site.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": float(site.latitude),
        "longitude": float(site.longitude),
    }


def _specialty(speciality: Speciality) -> str:
    name = SPECIALTIES.get(speciality.medical_specialty, speciality.medical_specialty)
    return f"{SCHEMA}{name}" if name else ""


def _holds(fact: Any) -> bool:
    return bool(fact and fact.is_published and fact.is_confirmed)
