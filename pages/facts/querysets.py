"""Queries on the register."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from .states import DUE_SOON, Mark, State

if TYPE_CHECKING:
    from .models import Fact  # noqa: F401  (the type of the rows)


class FactQuerySet(models.QuerySet["Fact"]):
    """Facts, with what lists and pages need of them."""

    def with_sources(self) -> "FactQuerySet":
        """Fetch the sources of all these facts in one more query."""
        from .models import FactSource

        return self.prefetch_related(
            models.Prefetch("fact_sources", FactSource.objects.select_related("source"))
        )

    def with_state(self, day: date) -> "FactQuerySet":
        """Annotate each fact with ``state_now``, its state on a day, as states.state_on has it."""
        return self.annotate(
            state_now=models.Case(
                models.When(mark=Mark.WITHHELD, then=models.Value(State.WITHHELD)),
                models.When(mark=Mark.DISPUTED, then=models.Value(State.DISPUTED)),
                models.When(ends_on__lt=day, then=models.Value(State.PAST)),
                models.When(
                    mark__in=[Mark.SEED, Mark.TO_BE_CONFIRMED],
                    then=models.Value(State.TO_BE_CONFIRMED),
                ),
                models.When(review_by__lt=day, then=models.Value(State.OVERDUE)),
                models.When(review_by__lte=day + DUE_SOON, then=models.Value(State.DUE_SOON)),
                default=models.Value(State.CONFIRMED),
                output_field=models.CharField(),
            )
        )

    def published(self) -> "FactQuerySet":
        """Facts that readers may see: live and not withheld."""
        return self.filter(live=True).exclude(mark=Mark.WITHHELD)
