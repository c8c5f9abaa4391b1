"""Names that are written the same in French and in English."""

from ..models import Centre, Partner, Person


def known_names() -> set[str]:
    """Return the names and abbreviations of centres, partners and people that have one form."""
    names = {person.name for person in Person.objects.all()}
    for record in [*Centre.objects.all(), *Partner.objects.all()]:
        if record.name_fr == record.name_en:
            names.add(record.name_fr)
        abbreviation = getattr(record, "abbreviation", "")
        # One that stands in only one of the names is a word of that language (CHU).
        if abbreviation and (abbreviation in record.name_fr) == (abbreviation in record.name_en):
            names.add(abbreviation)
    return names
