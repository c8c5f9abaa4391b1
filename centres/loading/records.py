"""The records: centres, specialities, partners, awards, projects and people."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from pages.facts.models import Fact
from pages.loading.reader import Entry
from pages.loading.writer import ContentError, Writer, as_text, pair, save_checked
from pages.models import ArticlePage, BasePage

from ..models import (
    Award,
    AwardPage,
    Centre,
    CentrePage,
    Milestone,
    Partner,
    PartnerPage,
    Person,
    Project,
    ProjectPage,
    Role,
    Site,
    Speciality,
    SpecialityPage,
    Telephone,
)

#: The family of records that each page type is about.
FAMILY_OF_PAGE: dict[type[BasePage], str] = {
    ArticlePage: "centres",
    CentrePage: "centres",
    SpecialityPage: "specialities",
    PartnerPage: "partners",
    AwardPage: "awards",
    ProjectPage: "projects",
}


class RecordWriter:
    """Writes the records, in the order in which they need one another."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.records: dict[str, dict[str, Any]] = {}

    def write(self) -> None:
        """Write every record of the content files."""
        self._family("centres", Centre, self._centre)
        self._family("specialities", Speciality, self._speciality)
        self._join_telephones()
        self._family("partners", Partner, self._partner)
        self._family("awards", Award, self._award)
        self._family("projects", Project, self._project)
        self._family("persons", Person, self._person)

    def _join_telephones(self) -> None:
        """Give telephones their speciality: centres are written first, since specialities need them."""
        for key, entry in self.writer.content.records.get("centres", {}).items():
            centre = self.records["centres"].get(key)
            if centre is None or not self.writer.ledger.was_written(f"centres:{key}"):
                continue
            for item in entry.get("telephones") or []:
                if item.get("speciality"):
                    speciality = self._one("specialities", item, "speciality")
                    centre.telephones.filter(fact__key=item["fact"]).update(speciality=speciality)
            self.writer.ledger.restate(f"centres:{key}", centre)

    def record(self, model: type[BasePage], key: str) -> Any:
        """Return the record that a page of a type is about. Raises KeyError where there is none."""
        return self.records[FAMILY_OF_PAGE[model]][key]

    def _family(
        self, name: str, model: type[models.Model], fill: Callable[[Any, Entry], None]
    ) -> None:
        known = self.records.setdefault(name, {})
        for number, (key, entry) in enumerate(self.writer.content.records.get(name, {}).items()):
            ledger_key = f"{name}:{key}"
            record: Any = self.writer.ledger.existing(ledger_key, model)
            if self.writer.ledger.should_write(ledger_key, record, entry):
                record = record or model(key=key)
                if isinstance(record, Centre):
                    record.order = number
                if hasattr(record, "collection_id"):
                    record.collection = self.writer.collection(entry.get("owner"))
                fill(record, entry)
                self.writer.ledger.written(ledger_key, record, entry)
            if record:
                known[key] = record

    # Each family

    def _centre(self, centre: Centre, entry: Entry) -> None:
        _set(centre, pair(entry, "name"))
        centre.town = entry["town"]
        centre.website = as_text(entry.get("website"))
        centre.website_en = as_text(entry.get("website_en"))
        centre.variants = entry.get("variants") or []
        centre.paint, centre.illustration = entry["paint"], entry["illustration"]
        centre.emergency_fact = (
            self._fact(entry, "emergency_fact") if entry.get("emergency_fact") else None
        )
        centre.sites = [  # type: ignore[misc]  # modelcluster takes a list
            self._site(item, number) for number, item in enumerate(entry.get("sites") or [])
        ]
        numbers = sorted(entry.get("telephones") or [], key=lambda item: not item.get("main"))
        centre.telephones = [self._telephone(item, number) for number, item in enumerate(numbers)]  # type: ignore[misc]  # modelcluster takes a list
        save_checked(centre, entry.place)

    def _site(self, item: Entry, number: int) -> Site:
        return Site(
            sort_order=number,
            street=as_text(item.get("street")),
            postal_code=as_text(item.get("postal_code")),
            town=as_text(item.get("town")),
            latitude=as_text(item.get("latitude")) or None,
            longitude=as_text(item.get("longitude")) or None,
            address_fact=self._fact(item, "address_fact"),
            location_fact=self._fact(item, "location_fact") if item.get("location_fact") else None,
            **pair(item, "name"),
        )

    def _telephone(self, item: Entry, number: int) -> Telephone:
        return Telephone(
            sort_order=number,
            fact=self._fact(item, "fact"),
            **pair(item, "purpose"),
            **pair(item, "hours"),
        )

    def _speciality(self, speciality: Speciality, entry: Entry) -> None:
        _set(speciality, pair(entry, "name"))
        speciality.paint, speciality.illustration = entry["paint"], entry["illustration"]
        speciality.medical_specialty = as_text(entry.get("schema"))
        self._save_with(speciality, entry, centres="centres")

    def _partner(self, partner: Partner, entry: Entry) -> None:
        _set(partner, pair(entry, "name"))
        partner.abbreviation = as_text(entry.get("abbreviation"))
        partner.variants = entry.get("variants") or []
        partner.kind = entry["kind"]
        partner.website = as_text(entry.get("website"))
        partner.website_confirmed = bool(entry.get("website_confirmed"))
        partner.since = as_text(entry.get("since"))
        partner.fact = self._fact(entry, "fact") if entry.get("fact") else None
        self._save_with(partner, entry, centres="centres", specialities="specialities")

    def _award(self, award: Award, entry: Entry) -> None:
        _set(award, pair(entry, "name") | pair(entry, "category") | pair(entry, "recipient"))
        award.kind = entry["kind"]
        award.edition = as_text(entry.get("edition"))
        award.year = entry["year"]
        award.giver = self._one("partners", entry, "giver")
        award.giver_name = as_text(entry.get("giver_name"))
        award.centre = self._one("centres", entry, "centre")
        award.speciality = self._one("specialities", entry, "speciality")
        award.fact = self._fact(entry, "fact")
        save_checked(award, entry.place)

    def _project(self, project: Project, entry: Entry) -> None:
        _set(project, pair(entry, "name"))
        project.kind = entry["kind"]
        project.milestones = [  # type: ignore[misc]  # modelcluster takes a list
            Milestone(
                sort_order=number,
                planned=as_text(item.get("planned")),
                actual=as_text(item.get("actual")),
                fact=self._fact(item, "fact"),
                **pair(item, "label"),
            )
            for number, item in enumerate(entry.get("milestones") or [])
        ]
        self._save_with(
            project, entry, centres="centres", specialities="specialities", partners="partners"
        )

    def _person(self, person: Person, entry: Entry) -> None:
        person.name, person.title = entry["name"], as_text(entry.get("title"))
        person.roles = [
            Role(
                sort_order=number,
                centre=self._one("centres", item, "centre"),
                started=as_text(item.get("started")),
                ended=as_text(item.get("ended")),
                fact=self._fact(item, "fact"),
                **pair(item, "role"),
            )
            for number, item in enumerate(entry.get("roles") or [])
        ]
        save_checked(person, entry.place)

    # References among records

    def _fact(self, entry: Entry, name: str) -> Fact:
        key = entry.get(name)
        if key not in self.writer.facts:
            raise ContentError(entry.at(name), f"unknown fact “{key}”")
        return Fact.objects.get(pk=self.writer.facts[key])

    def _one(self, family: str, entry: Entry, name: str) -> Any:
        key = entry.get(name)
        return self._find(family, entry, name, key) if key else None

    def _find(self, family: str, entry: Entry, name: str, key: str) -> Any:
        try:
            return self.records[family][key]
        except KeyError as error:
            raise ContentError(entry.at(name), f"unknown “{key}” among the {family}") from error

    def _save_with(self, record: Any, entry: Entry, **relations: str) -> None:
        """Save a record, then its relations: they need its id."""
        for name, family in relations.items():
            keys = entry.get(name) or []
            setattr(record, name, [self._find(family, entry, name, key) for key in keys])
        save_checked(record, entry.place)


def _set(record: models.Model, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
