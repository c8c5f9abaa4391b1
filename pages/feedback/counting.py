"""Counting an answer: once for a reader, a page and a day, and forgetting the reader after the day."""

import hashlib
import hmac
import secrets
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from .models import NOES, Answer, DayAnswer, DaySalt, DayTally, PageAnswers

#: Answers that one address may send in a day. A hospital's readers share one: it must be generous.
LIMIT = 60


class TooManyAnswersError(Exception):
    """The address has sent as many answers today as one may."""


@transaction.atomic
def count(page: Page, answer: Answer, address: str, day: date) -> None:
    """Count a reader's answer about a page; the same reader's answer of the same day gives way to it.

    Args:
        page: the page in the language in which it was read.
        answer: what the reader said.
        address: the reader's network address; it is not stored.
        day: today, in the site's time zone.

    Raises:
        TooManyAnswersError: nothing was counted.
    """
    salt = salt_of(day)
    _tally(code(salt, address), day)
    last, is_first = DayAnswer.objects.select_for_update().get_or_create(
        code=code(salt, address, str(page.pk)), defaults={"day": day, "answer": answer}
    )
    if not is_first:
        # Saying "no" once more takes nothing from the reason given before.
        if last.answer == answer or (answer == Answer.NO and last.answer in NOES):
            return
        _add(page, last.answer, day, -1)
        last.answer = answer
        last.save(update_fields=["answer"])
    _add(page, answer, day, 1)


def _tally(address_code: str, day: date) -> None:
    DayTally.objects.get_or_create(code=address_code, defaults={"day": day})
    within = DayTally.objects.filter(code=address_code, count__lt=LIMIT)
    if not within.update(count=F("count") + 1):
        raise TooManyAnswersError


def _add(page: Page, answer: str, day: date, change: int) -> None:
    """Change a count in the database itself, so that no answer is lost among others of the moment."""
    month = day.replace(day=1)
    counts, _created = PageAnswers.objects.get_or_create(page=page, month=month)
    changes: dict[str, object] = {answer: F(answer) + change}
    if change > 0 and answer in NOES:
        changes["last_no_on"] = day
    PageAnswers.objects.filter(pk=counts.pk).update(**changes)


def salt_of(day: date) -> bytes:
    """Return the random salt of a day. Making it forgets the days before."""
    found, is_new = DaySalt.objects.get_or_create(
        day=day, defaults={"salt": secrets.token_bytes(32)}
    )
    if is_new:
        forget_before(day)
    return bytes(found.salt)


def code(salt: bytes, *parts: str) -> str:
    """Return the code that stands for something on the salt's day: a keyed hash.

    The database alone, with its salt, doesn't tell what a code stands for: the key isn't in it.
    """
    key = hashlib.sha256(settings.SECRET_KEY.encode() + salt).digest()
    return hmac.new(key, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def forget_before(day: date) -> None:
    """Delete all that was kept of readers before a day; the counts stay."""
    for model in (DaySalt, DayTally, DayAnswer):
        model._default_manager.filter(day__lt=day).delete()
