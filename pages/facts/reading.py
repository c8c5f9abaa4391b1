"""How a fact reads: its state today, and its words in the reader's language."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from .. import formats
from ..languages import reader_language
from ..services.keeping import changes_on
from .kinds import FORMATTERS, ValueType
from .states import CALM, Clock, Mark, State, next_change, state_on
from .wording import write

if TYPE_CHECKING:
    from .models import FactSource


class Reading:
    """What templates and lists ask a fact; the fields are those of the model that takes it in."""

    key: Any
    live: Any
    mark: Any
    ends_on: Any
    review_by: Any
    value: Any
    value_type: Any
    as_of: Any
    fact_sources: Any

    # What it is worth

    def state_on(self, day: date) -> State:
        """Return the state of this fact on a day."""
        return state_on(self.clock, day)

    @property
    def clock(self) -> Clock:
        return Clock(self.mark, self.ends_on, self.review_by)

    @cached_property
    def _state_today(self) -> tuple[State, date | None]:
        """The state today, and the first day on which it may be another."""
        today = timezone.localdate()
        return self.state_on(today), next_change(self.clock, today)

    @property
    def state(self) -> State:
        """What it is worth today; what says so to readers holds until its clocks turn."""
        state, turn = self._state_today
        changes_on(turn)
        return state

    @property
    def state_label(self) -> str:
        return str(self.state.label)

    @property
    def lapsed_on(self) -> date | None:
        """The last day of a statement whose time, or whose time to be checked, has passed."""
        return {State.PAST: self.ends_on, State.OVERDUE: self.review_by}.get(self.state)

    @property
    def is_confirmed(self) -> bool:
        """Whether a reader needs no warning beside it."""
        return self.state in CALM

    @property
    def is_published(self) -> bool:
        return self.live and self.mark != Mark.WITHHELD

    # How it reads, in the reader's language

    def in_language(self, name: str, language: str | None = None) -> str:
        """Return the field ``name`` in a language (the reader's by default)."""
        return getattr(self, f"{name}_{language or reader_language()}")

    def formatted_value(self, language: str | None = None) -> str:
        """Return the value alone, written in a language's way, or an empty string."""
        formatter = FORMATTERS.get(ValueType(self.value_type))
        if not (self.value and formatter):
            return self.value
        return formatter(self.value, language or reader_language())

    @property
    def numeral(self) -> str:
        return self.formatted_value()

    @property
    def value_with_unit(self) -> str:
        unit = self.in_language("unit")
        return f"{self.numeral}{formats.NBSP}{unit}" if unit else self.numeral

    @property
    def wording(self) -> str:
        """The sentence as it reads today: in its past wording once its date is past."""
        return self._wording_in(self.state)

    def wording_on(self, day: date, language: str | None = None) -> str:
        """Return the sentence as it reads on a day, in a language (the reader's by default)."""
        return self._wording_in(self.state_on(day), language)

    def _wording_in(self, state: State, language: str | None = None) -> str:
        past = state == State.PAST and self.in_language("past_wording", language)
        return write(past or self.in_language("wording", language), self.formatted_value(language))

    @property
    def url(self) -> str:
        """The fact's permanent address in the reader's language."""
        return reverse("fact", args=[self.key])

    @property
    def label(self) -> str:
        return self.in_language("label")

    @property
    def reason(self) -> str:
        return self.in_language("reason")

    @property
    def date_label(self) -> str:
        """The date under which a timeline shows it."""
        dated = self.value if self.value_type == ValueType.DATE else self.as_of
        return formats.format_partial_date(dated, reader_language())

    @property
    def is_telephone(self) -> bool:
        return self.value_type == ValueType.TELEPHONE

    @cached_property
    def sources_list(self) -> list["FactSource"]:
        return list(self.fact_sources.all())
