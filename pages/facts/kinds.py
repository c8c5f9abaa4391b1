"""What a fact is about, and what types of value it may have."""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import formats


class Kind(models.TextChoices):
    """What a fact is about; its review clock depends on it."""

    FIGURE = "figure", _("Figure")
    DATE = "date", _("Date")
    STATUS = "status", _("Status")
    APPOINTMENT = "appointment", _("Appointment of a person")
    RANKING = "ranking", _("Ranking")
    ACCREDITATION = "accreditation", _("Accreditation")
    RESULT = "result", _("Result of a treatment or test")
    INDICATION = "indication", _("Indication")
    CONTACT = "contact", _("Contact")
    ACCESS = "access", _("Access")
    CLAIM = "claim", _("Claim")
    HISTORY = "history", _("History")
    DEFINITION = "definition", _("Definition")


class ValueType(models.TextChoices):
    """How a fact's value is checked and written."""

    NONE = "none", _("No value")
    NUMBER = "number", _("Number")
    PERCENTAGE = "percentage", _("Percentage")
    DATE = "date", _("Date")
    TELEPHONE = "telephone", _("Telephone")
    TEXT = "text", _("Text")


VALIDATORS: dict[str, Callable[[str], None]] = {
    ValueType.NUMBER: formats.validate_number,
    ValueType.PERCENTAGE: formats.validate_number,
    ValueType.DATE: formats.validate_partial_date,
    ValueType.TELEPHONE: formats.validate_telephone,
}
FORMATTERS: dict[str, Callable[[str, str], str]] = {
    ValueType.NUMBER: formats.format_number,
    ValueType.PERCENTAGE: formats.format_percentage,
    ValueType.DATE: formats.format_partial_date,
    ValueType.TELEPHONE: formats.format_telephone,
}
