"""The next moment at which something is published or taken offline, on either database."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from normandy_centres.page_store.schedule import next_scheduled
from pages.models import StandardPage

from ..factories import FactFactory, StandardPageFactory
from ..page_types import one_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOON = datetime.fromisoformat("2026-11-24T12:00:00+01:00")


def test_the_next_moment_is_that_of_whatever_comes_first() -> None:
    home = one_of(StandardPage, "fr").get_parent()
    with time_machine.travel(NOON, tick=False) as clock:
        assert next_scheduled() is None
        StandardPageFactory(parent=home, expire_at=NOON + timedelta(hours=3))
        StandardPageFactory(parent=home, live=False, expire_at=NOON + timedelta(minutes=1))
        FactFactory(expire_at=NOON + timedelta(hours=2))
        page = one_of(StandardPage, "en")
        page.go_live_at = NOON + timedelta(hours=1)
        page.save_revision()  # nobody approved it
        assert next_scheduled() == NOON + timedelta(hours=2)
        page.save_revision().publish()
        with CaptureQueriesContext(connection) as asked:
            assert next_scheduled() == NOON + timedelta(hours=1)
        assert len(asked) == 1
        for hour in (1, 2):
            clock.move_to(NOON + timedelta(hours=hour))
            assert next_scheduled() == NOON + timedelta(hours=hour + 1)
        clock.move_to(NOON + timedelta(hours=3))
        assert next_scheduled() is None
