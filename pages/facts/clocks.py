"""When a fact must be looked at again, by its kind."""

import calendar
from datetime import date

#: Months from one check to the next. The lists of the fact sheet (1.5), completed: a contact changes
#: about as often as a person's role; a definition or a date of history hardly ever.
REVIEW_MONTHS = {
    "access": 3,
    "appointment": 6,
    "claim": 6,
    "ranking": 6,
    "contact": 6,
    "figure": 12,
    "indication": 12,
    "result": 12,
    "accreditation": 12,
    "status": 12,
    "date": 60,
    "definition": 60,
    "history": 60,
}


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def next_review(kind: str, checked_on: date, ends_on: date | None = None) -> date:
    """Return the day by which a fact checked on a day must be checked again.

    A fact with an end date (an accreditation, a planned date) is due at that date at the latest.
    """
    due = add_months(checked_on, REVIEW_MONTHS[kind])
    return min(due, ends_on) if ends_on and ends_on > checked_on else due
