"""What a fact is worth on a given day: one pure function decides, nobody types it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

DUE_SOON = timedelta(days=60)
ONE_DAY = timedelta(days=1)


class Mark(models.TextChoices):
    """How a fact came into the register: what somebody found, before any clock runs."""

    SEED = "seed", _("In the source article only")
    VERIFIED = "verified", _("Verified at its source")
    TO_BE_CONFIRMED = "to_be_confirmed", _("To be confirmed")
    DISPUTED = "disputed", _("Sources differ")
    WITHHELD = "withheld", _("Withheld")


class State(models.TextChoices):
    """What a fact is worth on a day: the words are those that readers see."""

    WITHHELD = "withheld", _("withheld")
    DISPUTED = "disputed", _("sources differ")
    TO_BE_CONFIRMED = "to_be_confirmed", _("to be confirmed")
    PAST = "past", _("past its date")
    OVERDUE = "overdue", _("to be checked again")
    DUE_SOON = "due_soon", _("check due soon")
    CONFIRMED = "confirmed", _("confirmed")


#: States in which a reader needs no warning beside the fact.
CALM = frozenset({State.CONFIRMED, State.DUE_SOON})


@dataclass(frozen=True)
class Clock:
    """What the state depends on, apart from the day.

    Attributes:
        mark: how the fact came into the register.
        ends_on: the last day on which the statement can be true, if it has one.
        review_by: the day by which somebody must look again, if there is one.
    """

    mark: Mark | str
    ends_on: date | None = None
    review_by: date | None = None


def state_on(clock: Clock, day: date) -> State:
    """Return the state of a fact on a day.

    A fact that only the source article gives is "to be confirmed": the article is two years old and
    was contradicted on several points (I01 to I22 of the fact sheet).
    """
    match clock.mark:
        case Mark.WITHHELD:
            return State.WITHHELD
        case Mark.DISPUTED:
            return State.DISPUTED
    if clock.ends_on and day > clock.ends_on:
        return State.PAST
    if clock.mark in {Mark.SEED, Mark.TO_BE_CONFIRMED}:
        return State.TO_BE_CONFIRMED
    if clock.review_by and day > clock.review_by:
        return State.OVERDUE
    if clock.review_by and day >= clock.review_by - DUE_SOON:
        return State.DUE_SOON
    return State.CONFIRMED


def next_change(clock: Clock, day: date) -> date | None:
    """Return the first day after this one on which the state may be another by itself."""
    turns = [clock.ends_on and clock.ends_on + ONE_DAY]
    if clock.review_by:
        turns += [clock.review_by - DUE_SOON, clock.review_by + ONE_DAY]
    return min((turn for turn in turns if turn and turn > day), default=None)
