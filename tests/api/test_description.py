"""The API does what its OpenAPI description says, whatever is asked: schemathesis does the asking."""

from collections import Counter

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.drill]

#: For each operation and each way of asking: what the description allows, and what it doesn't.
EXAMPLES = 4
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


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
