"""How often one address may ask for what no store answers: searches, open data, oEmbed, answers.

What is stored never comes here. Each process counts for itself, and asks the database, which counts for
all of them, only once in `STEP` requests: whoever asks little costs no question. No address is written
down: the database gets a code that nobody can lead back to it once the day is over
(pages/feedback/counting.py). django-ratelimit would need a cache server beside the database.
"""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pages.feedback.counting import code, salt_of
from pages.feedback.guard import reader_address
from pages.feedback.models import DayTally

from . import errors

logger = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]

#: Seconds in which requests are counted together.
WINDOW = 60
#: Requests that a process counts before it tells the others.
STEP = 20


class RateLimitMiddleware:
    """Answer 429 to an address that asks more often than settings.RATE_LIMITS says.

    It stands before the page store, which takes from a request whatever says who asks.
    """

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.RATE_LIMITS:
            raise MiddlewareNotUsed("RATE_LIMITS is empty.")
        self.get_response = get_response
        self.lock = Lock()
        self.window = 0
        self.counts: Counter[tuple[str, str]] = Counter()
        self.full: set[tuple[str, str]] = set()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.reader_address = reader_address(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Count a request that a view is about to answer."""
        match = request.resolver_match
        name = (match.namespaces or [str(match.url_name)])[0] if match else ""
        limit = settings.RATE_LIMITS.get(name)
        if limit is None:
            return None
        now = time.time()
        asker = (name, request.reader_address)  # type: ignore[attr-defined]
        if not self.is_too_often(asker, limit, int(now // WINDOW)):
            return None
        response = errors.too_many_requests(request)
        response.headers["Retry-After"] = str(math.ceil(WINDOW - now % WINDOW))
        response.headers["Cache-Control"] = "no-store"
        return response

    def is_too_often(self, asker: tuple[str, str], limit: int, window: int) -> bool:
        """Count one request and tell whether it is beyond the limit."""
        with self.lock:
            if window != self.window:
                self.window = window
                self.counts.clear()
                self.full.clear()
            self.counts[asker] += 1
            own = self.counts[asker]
        if asker in self.full or own > limit:
            return True
        if own % STEP == 0 and count_for_all(asker, window) > limit:
            self.full.add(asker)
            return True
        return False


def count_for_all(asker: tuple[str, str], window: int) -> int:
    """Add a step to what all processes have counted and return it; 0 where the database doesn't answer."""
    today: date = timezone.localdate()
    try:
        name = code(salt_of(today), "asked", str(window), *asker)
        DayTally.objects.get_or_create(code=name, defaults={"day": today})
        DayTally.objects.filter(code=name).update(count=F("count") + STEP)
        return DayTally.objects.values_list("count", flat=True).get(code=name)
    except (Error, DayTally.DoesNotExist):
        logger.exception("Requests are counted by this process alone")
        return 0
