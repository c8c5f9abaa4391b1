"""What is due is done by one process at a time."""

import pytest
from django.core.management import call_command
from django.db import connection

from normandy_centres.alone import alone

pytestmark = pytest.mark.drill


def test_one_process_at_a_time(site: str) -> None:
    """PostgreSQL lets one in; SQLite has one machine only."""
    with alone() as first, alone() as second:
        assert first
        assert second == (connection.vendor == "sqlite")
    with alone() as again:
        assert again
    call_command("run_due", verbosity=0)
