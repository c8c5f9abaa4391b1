"""The API does what its OpenAPI description says, whatever is asked: schemathesis does the asking."""

from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = [pytest.mark.django_db, pytest.mark.drill]

#: For each operation and each way of asking: what the description allows, and what it doesn't.
EXAMPLES = 4
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def _connection_kept() -> Iterator[None]:
    """Keep the connection from one request to the next, as Django's own test client does.

    A real handler closes it between requests where it finds a transaction open, and the test is one:
    PostgreSQL would lose it (SQLite's, in memory, can't be closed).
    """
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_connection_kept")
def test_whatever_is_asked_the_answer_is_one_that_is_described(
    capsys: pytest.CaptureFixture[str],
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    statuses: Counter[int] = Counter()
    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:
        for mode in GenerationMode:

            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                derandomize=True,
                database=None,
                suppress_health_check=list(HealthCheck),
            )
            @given(data=st.data())
            def ask(data: st.DataObject) -> None:
                case = data.draw(operation.as_strategy(generation_mode=mode))  # noqa: B023
                response = case.call(headers={"Accept-Encoding": "identity"})
                case.validate_response(response, checks=CHECKS)
                statuses[response.status_code] += 1

            ask()
    with capsys.disabled():
        print(
            f"\n{len(operations)} operations, {sum(statuses.values())} requests: {dict(statuses)}"
        )
    assert len(operations) == 16
    assert statuses[200] >= len(operations)
    assert statuses[400] > 20
    assert not [status for status in statuses if status >= 500]
