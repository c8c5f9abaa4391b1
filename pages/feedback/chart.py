"""The bars of the report, each beside its figures: what they show can be read without seeing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.functional import Promise

from .models import NOES, Answer, PageAnswersQuerySet, per_cent

#: The width of a drawing, in its own units, and how many months are drawn at most.
WIDTH = 200
MONTHS = 24


@dataclass(frozen=True)
class Row:
    """A line of the chart.

    Attributes:
        label: a month or a reason.
        yes, no: how many answers.
        yes_width, no_width: of the two parts of the bar; the longest bar of the chart is ``WIDTH``.
        share: of "yes", in per cent; empty without an answer.
    """

    label: "str | Promise"
    yes: int
    no: int
    yes_width: int
    no_width: int
    share: str


def _rows(figures: "list[tuple[str | Promise, int, int]]") -> list[Row]:
    longest = max((yes + no for _label, yes, no in figures), default=0) or 1
    return [
        Row(
            label,
            yes,
            no,
            round(WIDTH * yes / longest),
            round(WIDTH * no / longest),
            per_cent(yes * 100 // (yes + no) if yes + no else None),
        )
        for label, yes, no in figures
    ]


def by_month(answers: PageAnswersQuerySet) -> list[Row]:
    """Return the newest months, the latest first: one query."""
    sums = _sums(list(Answer))
    months: Any = answers.values("month").order_by("-month").annotate(**sums)[:MONTHS]
    return _rows(
        [
            (
                date_format(row["month"], "F Y"),
                row["sum_yes"],
                sum(row[f"sum_{answer}"] for answer in NOES),
            )
            for row in months
        ]
    )


def by_reason(answers: PageAnswersQuerySet) -> list[Row]:
    """Return each way of saying "no" with how often it was said: one query."""
    found = answers.aggregate(**_sums(NOES))
    return _rows([(answer.label, 0, found[f"sum_{answer}"] or 0) for answer in NOES])


def _sums(answers: Sequence[Answer]) -> dict[str, Sum]:
    return {f"sum_{answer}": Sum(answer.value) for answer in answers}
