"""What is typed plainly in a YAML file means what a newcomer expects, and nothing is lost in silence."""

from datetime import date
from typing import Any

import pytest

from pages.yaml_files import MarkedYAMLError, load


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("0231", "0231"),
        ("2018", 2018),
        ("-1.5", -1.5),
        ("true", True),
        ("", None),
        ("2026-11-24", date(2026, 11, 24)),
        ("2026-13-24", "2026-13-24"),
    ],
)
def test_a_plain_value(typed: str, meant: Any) -> None:
    assert load(f"key: {typed}") == {"key": meant}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lead: one\ntitle: two\nlead: three\n", "“lead” is there twice"),
        ("lead: one\ntitle: two\n[day]: three\n", "a key must be words"),
    ],
)
def test_a_key_that_would_lose_something_is_refused_with_its_line(typed: str, said: str) -> None:
    with pytest.raises(MarkedYAMLError, match=said) as refused:
        load(typed)
    assert refused.value.problem_mark.line == 2
