"""How values read in each language: partial dates, numbers, percentages and telephones."""

import re
from datetime import date, datetime
from decimal import Decimal

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_decimal
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
#: Emergency and other short numbers are dialled as they are, from France only.
SHORT_NUMBER = re.compile(r"^\d{2,4}$")

# British order and spelling: Babel's plain "en" is American.
BABEL_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
DATE_PATTERNS = {
    "fr": {1: "y", 2: "MMMM y", 3: "d MMMM y"},
    "en": {1: "y", 2: "MMMM y", 3: "d MMMM y"},
}


def validate_partial_date(value: str) -> None:
    """Accept a year, a month or a day in ISO form ("2021", "2021-09", "2021-09-03")."""
    match = PARTIAL_DATE.match(value or "")
    try:
        if not match:
            raise ValueError
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a date. Write a year (2021), a month (2021-09) or a day (2021-09-03)."
            ),
            code="date",
            params={"value": value},
        ) from error


def validate_telephone(value: str) -> None:
    """Accept an international number ("+33231455020") or a short one ("15")."""
    try:
        valid = SHORT_NUMBER.match(value) or phonenumbers.is_valid_number(
            phonenumbers.parse(value, "FR")
        )
    except phonenumbers.NumberParseException:
        valid = False
    if not valid:
        raise ValidationError(
            _(
                "“%(value)s” is not a telephone number. Write it as 02 31 45 50 20 or +33 2 31 45 50 20."
            ),
            code="telephone",
            params={"value": value},
        )


def validate_number(value: str) -> None:
    """Accept a plain number with a point for decimals ("27000", "38.5")."""
    if not NUMBER.match(value):
        raise ValidationError(
            _(
                "“%(value)s” is not a number. Write digits only, with a point for decimals: 27000 or 38.5."
            ),
            code="number",
            params={"value": value},
        )


def format_partial_date(value: str | date, language: str) -> str:
    """Write a date or partial ISO date in words ("3 septembre 2021", "September 2021", "2021").

    The day of the month keeps to its month with a no-break space; French writes the first as 1er.
    """
    if isinstance(value, date):
        value = value.isoformat()
    match = PARTIAL_DATE.match(value)
    if not match:
        return value
    parts = [int(part) for part in match.groups() if part]
    whole = date(*[*parts, 1, 1][:3])
    text = format_date(whole, DATE_PATTERNS[language][len(parts)], locale=BABEL_LOCALES[language])
    if len(parts) == 3:
        if language == "fr" and parts[2] == 1:
            text = text.replace("1 ", "1er ", 1)
        text = text.replace(" ", NBSP, 1)
    return text


def format_moment(moment: datetime, language: str) -> str:
    """Write a day and an hour, as it is where the moment says ("3 mars 2027 à 9 h 05")."""
    day = format_partial_date(moment.date(), language)
    if language == "fr":
        return f"{day} à {moment.hour}{NBSP}h{NBSP}{moment:%M}"
    return f"{day} at {moment:%H:%M}"


def format_number(value: str, language: str) -> str:
    """Write a number with the language's separators ("27 000" with narrow no-break space, "27,000")."""
    return format_decimal(Decimal(value), locale=BABEL_LOCALES[language])


def format_percentage(value: str, language: str) -> str:
    """Write a percentage: French puts a no-break space before the sign."""
    number = format_number(value, language)
    return f"{number}{NBSP}%" if language == "fr" else f"{number}%"


def telephone_href(value: str) -> str:
    """Return the address that dials a number ("tel:+33231455020", "tel:15")."""
    if SHORT_NUMBER.match(value):
        return f"tel:{value}"
    number = phonenumbers.parse(value, "FR")
    return f"tel:{phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)}"


def format_telephone(value: str, language: str) -> str:
    """Write a telephone as its readers dial it: in pairs in French, with +33 in English."""
    if SHORT_NUMBER.match(value):
        return value
    try:
        number = phonenumbers.parse(value, "FR")
    except phonenumbers.NumberParseException:
        return value
    form = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if language == "fr" and number.country_code == 33
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, form).replace(" ", NBSP)


def normalise_telephone(value: str) -> str:
    """Return a number in the one form in which it is stored (E.164, or the short number)."""
    if SHORT_NUMBER.match(value):
        return value
    number = phonenumbers.parse(value, "FR")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
