"""YAML as this project writes it: the few kinds of plain values of YAML 1.2, and each key once.

PyYAML's parser in C reads the site's content forty times as fast as one in Python; its own reading
of plain values is YAML 1.1's, in which "no" is false and 12:30 a number.
"""

import re
from collections.abc import Hashable
from datetime import date
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Parser
except ImportError:  # PyYAML was built without it: the same in Python
    from yaml import SafeLoader as Parser  # type: ignore[assignment]

YAMLError = yaml.YAMLError
MarkedYAMLError = yaml.MarkedYAMLError

#: What a plain value means (YAML 1.2.2, 10.3.2, and days); all else is text, such as 012, 12:30 or no.
_KINDS = {
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "bool": (r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    "int": (r"[-+]?(?:0|[1-9][0-9]*)", list("-+0123456789")),
    "float": (
        r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
        list("-+.0123456789"),
    ),
    "timestamp": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", list("0123456789")),
}


class Loader(Parser):
    """Reads plain data; a day is a date, and one that doesn't exist is text: who needs a day says so."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return a mapping. Raises MarkedYAMLError where a key is there twice."""
        refuse_twice(node)
        return super().construct_mapping(node, deep=deep)

    def construct_day(self, node: yaml.ScalarNode) -> date | str:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return str(node.value)


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_day)
for _kind, (_pattern, _first) in _KINDS.items():
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_kind}", re.compile(rf"^(?:{_pattern})$"), _first
    )


def load(text: str) -> Any:
    """Return the data of a YAML text.

    Raises:
        MarkedYAMLError: it can't be read; the error says where.
    """
    return yaml.load(text, Loader)  # noqa: S506  (made from the safe one)


def refuse_twice(node: yaml.MappingNode) -> None:
    """Raise MarkedYAMLError where a mapping has the same key twice: one of the two would be lost.

    So does a key that isn't words, such as that of {{date}}: nothing could be found under it.
    """
    seen: set[str] = set()
    for key, _value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise MarkedYAMLError(problem="a key must be words", problem_mark=key.start_mark)
        if key.value in seen:
            raise MarkedYAMLError(
                problem=f"“{key.value}” is there twice", problem_mark=key.start_mark
            )
        seen.add(key.value)
