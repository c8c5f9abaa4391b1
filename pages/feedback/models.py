"""What is kept of readers' answers: counts by page and month; until the day ends, what keeps them honest."""

from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import NullIf
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..formats import format_percentage
from ..languages import reader_language


class Answer(models.TextChoices):
    """What a reader may say; each is the name of a count in ``PageAnswers``."""

    YES = "yes", _("Yes")
    NO = "no", _("No, without a reason")
    HARD = "hard", _("Hard to understand")
    OUTDATED = "outdated", _("Out of date")
    ELSEWHERE = "elsewhere", _("Not what I was looking for")
    WRONG = "wrong", _("Something is wrong")


#: The fixed reasons for a "no"; there is no free text, so that nobody can write of their health.
REASONS = (Answer.HARD, Answer.OUTDATED, Answer.ELSEWHERE, Answer.WRONG)
#: Every way of saying "no".
NOES = (Answer.NO, *REASONS)


def per_cent(share: int | None) -> str:
    """Write a share as the reader's language does; nothing where there is none."""
    return "" if share is None else format_percentage(str(share), reader_language())


class PageAnswersQuerySet(models.QuerySet["PageAnswers"]):
    """Counts, with sums over the ways of saying "no"."""

    def with_totals(self) -> "models.QuerySet[Any]":
        """Add ``noes`` and ``share`` (of "yes", in per cent; None where no answer is left)."""
        noes = F("no") + F("hard") + F("outdated") + F("elsewhere") + F("wrong")
        share = ExpressionWrapper(
            F("yes") * 100 / NullIf(F("yes") + noes, 0), output_field=models.IntegerField()
        )
        return self.annotate(noes=noes, share=share)


class PageAnswers(models.Model):
    """How often the readers of a page gave each answer in one month.

    A page is one language of it: its translation is a page of its own. Counts follow a page that is
    renamed or moved, and go when it is deleted.

    Attributes:
        month: the first day of the month.
        last_no_on: the day of the newest "no", so that the admin can say what is new.
    """

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )
    month = models.DateField(_("month"))
    yes = models.PositiveIntegerField(Answer.YES.label, default=0)
    no = models.PositiveIntegerField(Answer.NO.label, default=0)
    hard = models.PositiveIntegerField(Answer.HARD.label, default=0)
    outdated = models.PositiveIntegerField(Answer.OUTDATED.label, default=0)
    elsewhere = models.PositiveIntegerField(Answer.ELSEWHERE.label, default=0)
    wrong = models.PositiveIntegerField(Answer.WRONG.label, default=0)
    last_no_on = models.DateField(_("last “no”"), null=True)

    objects = PageAnswersQuerySet.as_manager()

    # Answers are no use of a page: they must not show among the places that link to it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("readers’ answers")
        verbose_name_plural = _("readers’ answers")
        constraints = [
            models.UniqueConstraint(fields=["page", "month"], name="answers_once_a_page_and_month")
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.month:%Y-%m}"

    @property
    def month_label(self) -> str:
        """The month in words."""
        return date_format(self.month, "F Y")

    @property
    def share_label(self) -> str:
        """The share of "yes", as ``with_totals`` found it."""
        return per_cent(getattr(self, "share", None))

    @property
    def reasons_label(self) -> str:
        """Each reason that was given, with how often."""
        said = [(reason.label, getattr(self, reason.value)) for reason in REASONS]
        return ", ".join(f"{label} ({times})" for label, times in said if times)


# --- Until the day ends --------------------------------------------------------------------------
# An address is only ever stored as a code made with the site's secret key and the salt of the day.
# Once the salt is gone, nobody can tell any more which address a code stood for, and the codes go too.


class DaySalt(models.Model):
    """The random salt with which the codes of one day are made."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class DayTally(models.Model):
    """How many answers came from one address on a day."""

    day = models.DateField(db_index=True)
    code = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"


class DayAnswer(models.Model):
    """The last answer from one address about one page, so that it counts once.

    Its code stands for the address and the page together: two pages have nothing in common.
    """

    day = models.DateField(db_index=True)
    code = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=10, choices=Answer)

    def __str__(self) -> str:
        return f"{self.day}: {self.answer}"
