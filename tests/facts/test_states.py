"""What a fact is worth on a day."""

from datetime import date

import pytest

from pages.facts.states import CALM, Clock, Mark, State, state_on

ENDS = date(2026, 8, 31)
REVIEW = date(2027, 11, 24)


@pytest.mark.parametrize(
    ("clock", "day", "state"),
    [
        # Nothing runs: the mark decides.
        (Clock(Mark.VERIFIED), date(2026, 1, 1), State.CONFIRMED),
        (Clock(Mark.VERIFIED), date(2099, 1, 1), State.CONFIRMED),
        (Clock(Mark.SEED), date(2026, 1, 1), State.TO_BE_CONFIRMED),
        (Clock(Mark.TO_BE_CONFIRMED), date(2026, 1, 1), State.TO_BE_CONFIRMED),
        (Clock(Mark.DISPUTED), date(2026, 1, 1), State.DISPUTED),
        (Clock(Mark.WITHHELD), date(2026, 1, 1), State.WITHHELD),
        # It ends: its last day still counts.
        (Clock(Mark.VERIFIED, ENDS), date(2026, 8, 30), State.CONFIRMED),
        (Clock(Mark.VERIFIED, ENDS), ENDS, State.CONFIRMED),
        (Clock(Mark.VERIFIED, ENDS), date(2026, 9, 1), State.PAST),
        (Clock(Mark.SEED, ENDS), ENDS, State.TO_BE_CONFIRMED),
        (Clock(Mark.SEED, ENDS), date(2026, 9, 1), State.PAST),
        (Clock(Mark.DISPUTED, ENDS), date(2026, 9, 1), State.DISPUTED),
        (Clock(Mark.WITHHELD, ENDS), date(2026, 9, 1), State.WITHHELD),
        # Somebody must look again: sixty days before, on the day, after it.
        (Clock(Mark.VERIFIED, None, REVIEW), date(2027, 9, 24), State.CONFIRMED),
        (Clock(Mark.VERIFIED, None, REVIEW), date(2027, 9, 25), State.DUE_SOON),
        (Clock(Mark.VERIFIED, None, REVIEW), REVIEW, State.DUE_SOON),
        (Clock(Mark.VERIFIED, None, REVIEW), date(2027, 11, 25), State.OVERDUE),
        (Clock(Mark.SEED, None, REVIEW), date(2027, 11, 25), State.TO_BE_CONFIRMED),
        (Clock(Mark.TO_BE_CONFIRMED, None, REVIEW), date(2020, 1, 1), State.TO_BE_CONFIRMED),
        (Clock(Mark.DISPUTED, None, REVIEW), date(2027, 11, 25), State.DISPUTED),
        (Clock(Mark.WITHHELD, None, REVIEW), date(2027, 11, 25), State.WITHHELD),
        # Both clocks: what is past needs no review.
        (Clock(Mark.VERIFIED, ENDS, REVIEW), date(2028, 1, 1), State.PAST),
        (Clock(Mark.VERIFIED, REVIEW, ENDS), date(2026, 9, 1), State.OVERDUE),
    ],
)
def test_state_on_a_day(clock: Clock, day: date, state: State) -> None:
    assert state_on(clock, day) == state


@pytest.mark.parametrize("state", State)
def test_readers_are_warned_of_everything_that_is_not_confirmed(state: State) -> None:
    assert (state in CALM) == (state in {State.CONFIRMED, State.DUE_SOON})
