"""What the log says: one line for whatever happens, each with its request's id, and nothing about people.

Addresses of readers, e-mail addresses, what stands behind the question mark of an address and values that a
database quotes are taken out of whatever any library writes. LOG_FORMAT chooses lines of text or of JSON.
"""

import logging
import re
from contextvars import ContextVar
from ipaddress import ip_address
from typing import Any

from pythonjsonlogger.json import JsonFormatter as BaseJsonFormatter

#: The id of the request that is being answered; "" outside of one.
request_id: ContextVar[str] = ContextVar("request_id", default="")

#: What a line of JSON may hold beside its time: anything else might be about somebody.
FIELDS = frozenset(
    {"level", "logger", "message", "request_id", "exc_info", "method", "path", "status", "ms"}
)
MASKED = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"(?<=[\w/])\?[^\s'\"<>]+"), "?[query]"),
    # What lets somebody in for the first time is good for three days.
    (re.compile(r"(?<=/password_reset/confirm/)[^\s'\"<>]+"), "[link]"),
    (re.compile(r"^(DETAIL|CONTEXT|PARAMETERS):.*$", re.MULTILINE), r"\1: [values]"),
)
MAYBE_ADDRESS = re.compile(r"(?<![\w:.])[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*[0-9a-fA-F](?![\w:])")


def masked(text: str) -> str:
    """Return a text without what could tell who somebody is."""
    for pattern, instead in MASKED:
        text = pattern.sub(instead, text)
    return MAYBE_ADDRESS.sub(_without_address, text)


def _without_address(found: re.Match[str]) -> str:
    address, _colon, port = found[0].rpartition(":")
    for maybe in (found[0], address if port.isdigit() and "." in address else ""):
        try:
            ip_address(maybe)
        except ValueError:
            continue
        return "[address]"
    return found[0]


class _AboutNobody(logging.Formatter):
    """Takes out of messages and tracebacks what is about people."""

    def format(self, record: logging.LogRecord) -> str:
        # A copy: other handlers get the record as it was.
        told = logging.makeLogRecord(record.__dict__)
        told.msg, told.args = masked(record.getMessage()), ()
        told.exc_text = None
        # Django logs that nothing was found once the request is over.
        request = getattr(record, "request", None)
        told.request_id = request_id.get() or getattr(request, "request_id", "-")
        return super().format(told)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's name)
        return masked(super().formatException(ei))


class TextFormatter(_AboutNobody):
    """Lines for people."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s [%(request_id)s] %(message)s")


class JsonFormatter(_AboutNobody, BaseJsonFormatter):
    """A line of JSON for each record; times are UTC."""

    def __init__(self) -> None:
        BaseJsonFormatter.__init__(
            self,
            "%(levelname)s %(name)s %(message)s %(request_id)s",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        told = {name: log_data[name] for name in log_data if name in FIELDS | {"time"}}
        return told | {"path": masked(told["path"])} if "path" in told else told
