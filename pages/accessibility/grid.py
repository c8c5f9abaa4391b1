"""The grid of RGAA 4.1.2's criteria: read, checked, counted. No database, no request."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..typography import set_type
from ..yaml_files import YAMLError, load

FILE = Path(__file__).with_name("rgaa.yaml")
LANGUAGES = ("fr", "en")

#: How many criteria each of the 13 themes has in RGAA 4.1.2: 106 together.
THEME_SIZES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)

#: What a criterion may say in the file.
CRITERION_KEYS = {
    "number", "fr", "en", "result", "method", "date", "pages", "note", "barrier",
}  # fmt: skip
ALL_PAGES = "all"

Text = dict[str, str]


class Result(models.TextChoices):
    """What a test of a criterion found, in RGAA's own words."""

    MET = "conforme", _("met")
    NOT_MET = "non conforme", _("not met")
    NOT_APPLICABLE = "non applicable", _("not applicable")
    NOT_TESTED = "non testé", _("not tested")


class Method(models.TextChoices):
    """How a criterion was tested."""

    AUTOMATIC = "automatic", _("automatic")
    BY_HAND = "by hand", _("by hand")
    CODE = "reading the code", _("reading the code")


class State(models.TextChoices):
    """What French law calls a site with such results."""

    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


@dataclass(frozen=True)
class Criterion:
    """One criterion and what is known of it.

    Attributes:
        number: theme and place in it, "10.4".
        text: the criterion as RGAA words it, and what it says in English.
        methods, tested_on, pages: how, when and on which pages of the sample it was tested; empty
            where it wasn't.
        note: what was done, for who tests next.
        barrier: what a reader meets where it isn't met.
    """

    number: str
    text: Text
    result: Result
    methods: tuple[Method, ...] = ()
    tested_on: date | None = None
    pages: tuple[str, ...] = ()
    note: str = ""
    barrier: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Theme:
    """One of RGAA's 13 themes."""

    number: int
    title: Text
    criteria: tuple[Criterion, ...]

    def with_result(self, result: Result) -> list[Criterion]:
        return [item for item in self.criteria if item.result == result]


@dataclass(frozen=True)
class SamplePage:
    """A page that was tested."""

    key: str
    title: Text
    address: Text


@dataclass(frozen=True)
class Grid:
    """All criteria, the pages on which they were tested, and with what.

    Attributes:
        problems: what is wrong in the file; a grid with problems claims nothing.
    """

    themes: tuple[Theme, ...] = ()
    sample: tuple[SamplePage, ...] = ()
    technologies: tuple[str, ...] = ()
    browsers: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def criteria(self) -> list[Criterion]:
        return [criterion for theme in self.themes for criterion in theme.criteria]

    @property
    def counts(self) -> dict[Result, int]:
        """How many criteria have each result."""
        found = Counter(criterion.result for criterion in self.criteria)
        return {result: found[result] for result in Result}

    @property
    def applicable(self) -> int:
        """How many criteria the rate is of: all but those that don't apply."""
        return len(self.criteria) - self.counts[Result.NOT_APPLICABLE]

    @property
    def share(self) -> Fraction:
        """The share of the applicable criteria that are met; an untested one isn't."""
        if self.problems or not self.applicable:
            return Fraction(0)
        return Fraction(self.counts[Result.MET], self.applicable)

    @property
    def rate(self) -> int:
        """The share in per cent, never rounded up."""
        return int(100 * self.share)

    @property
    def state(self) -> State:
        """What the law calls it: full only if nothing is left, partial from one half."""
        if self.share == 1:
            return State.FULL
        return State.PARTIAL if self.share >= Fraction(1, 2) else State.NONE

    @property
    def oldest_test(self) -> date | None:
        return min(self._dates(), default=None)

    @property
    def newest_test(self) -> date | None:
        return max(self._dates(), default=None)

    def _dates(self) -> Iterator[date]:
        return (item.tested_on for item in self.criteria if item.tested_on)


@cache
def grid() -> Grid:
    """Return what rgaa.yaml says, read once."""
    return read()


def read(path: Path = FILE) -> Grid:
    """Read a grid from a file; what is wrong in it is among its problems."""
    try:
        data = load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        return Grid(problems=(f"can't be read: {error}",))
    return parse(data, date.today())


def parse(data: Any, today: date) -> Grid:
    """Make a grid of plain data; what is wrong in it is among its problems.

    Args:
        data: as the YAML file has it.
        today: no test can have been done after it.
    """
    if not isinstance(data, dict):
        return Grid(problems=("is not a mapping",))
    return _Parser(today).grid(data)


class _Parser:
    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: list[str] = []
        self.known_pages: tuple[str, ...] = ()

    def grid(self, data: dict[str, Any]) -> Grid:
        sample = tuple(
            SamplePage(
                key,
                self._text(f"sample: {key}", page),
                self._text(f"sample: {key}: address", _mapping(page).get("address"), set_it=False),
            )
            for key, page in _mapping(data.get("sample")).items()
        )
        self.known_pages = tuple(page.key for page in sample)
        if not sample:
            self.problems.append("sample: is missing")
        themes = tuple(self._themes(data.get("themes")))
        return Grid(
            themes=themes,
            sample=sample,
            technologies=self._names(data, "technologies"),
            browsers=self._names(data, "browsers"),
            tools=self._names(data, "tools"),
            problems=tuple(self.problems),
        )

    def _themes(self, data: Any) -> Iterator[Theme]:
        themes = _sequence(data)
        if len(themes) != len(THEME_SIZES):
            self.problems.append(f"themes: {len(THEME_SIZES)} are needed, there are {len(themes)}")
        for number, (theme, size) in enumerate(zip(themes, THEME_SIZES, strict=False), start=1):
            values = _mapping(theme)
            criteria = _sequence(values.get("criteria"))
            if len(criteria) != size:
                self.problems.append(
                    f"theme {number}: {size} criteria are needed, there are {len(criteria)}"
                )
            yield Theme(
                number,
                self._text(f"theme {number}", values),
                tuple(
                    self._criterion(f"{number}.{place}", _mapping(item))
                    for place, item in enumerate(criteria, start=1)
                ),
            )

    def _criterion(self, number: str, data: dict[str, Any]) -> Criterion:
        for unknown in sorted(map(str, data.keys() - CRITERION_KEYS)):
            self.problems.append(f"{number}: “{unknown}” is unknown")
        if data.get("number") != number:
            self.problems.append(f"{number}: stands as {data.get('number')!r}")
        result = self._result(number, data.get("result"))
        barrier = data.get("barrier")
        criterion = Criterion(
            number=number,
            text=self._text(number, data),
            result=result,
            methods=self._methods(number, data.get("method")),
            tested_on=self._date(number, data.get("date")),
            pages=self._pages(number, data.get("pages")),
            note=str(data.get("note") or "").strip(),
            barrier=self._text(f"{number}: barrier", barrier) if barrier else {},
        )
        self._check_proof(criterion)
        return criterion

    def _check_proof(self, criterion: Criterion) -> None:
        """A result needs a test that somebody did; without a test there is no result."""
        proof = {
            "method": criterion.methods,
            "date": criterion.tested_on,
            "pages": criterion.pages,
        }
        untested = criterion.result == Result.NOT_TESTED
        for name, value in proof.items():
            if untested and value:
                self.problems.append(f"{criterion.number}: is not tested, but has “{name}”")
            elif not untested and not value:
                self.problems.append(f"{criterion.number}: “{name}” is missing")
        if not criterion.note:
            self.problems.append(f"{criterion.number}: “note” is missing")
        if bool(criterion.barrier) != (criterion.result == Result.NOT_MET):
            self.problems.append(f"{criterion.number}: “barrier” goes with “{Result.NOT_MET}”")

    def _text(self, place: str, data: Any, *, set_it: bool = True) -> Text:
        found = {}
        for language in LANGUAGES:
            value = _mapping(data).get(language)
            if not isinstance(value, str) or not value.strip():
                self.problems.append(f"{place}: “{language}” is missing")
                value = ""
            found[language] = set_type(value.strip(), language) if set_it else value
        return found

    def _names(self, data: dict[str, Any], name: str) -> tuple[str, ...]:
        found = tuple(str(item) for item in _sequence(data.get(name)))
        if not found:
            self.problems.append(f"{name}: is missing")
        return found

    def _result(self, number: str, value: Any) -> Result:
        if value in Result.values:
            return Result(value)
        self.problems.append(f"{number}: “{value}” is no result ({', '.join(Result.values)})")
        return Result.NOT_TESTED

    def _methods(self, number: str, value: Any) -> tuple[Method, ...]:
        names = value if isinstance(value, list) else [value] if value else []
        for name in names:
            if name not in Method.values:
                self.problems.append(
                    f"{number}: “{name}” is no method ({', '.join(Method.values)})"
                )
        return tuple(Method(name) for name in names if name in Method.values)

    def _date(self, number: str, value: Any) -> date | None:
        if value is None:
            return None
        if type(value) is not date:
            self.problems.append(f"{number}: “{value}” is no date (2026-11-24)")
            return None
        if value > self.today:
            self.problems.append(f"{number}: {value} is yet to come")
        return value

    def _pages(self, number: str, value: Any) -> tuple[str, ...]:
        if value == ALL_PAGES:
            return self.known_pages
        keys = tuple(str(item) for item in _sequence(value))
        for key in keys:
            if key not in self.known_pages:
                self.problems.append(f"{number}: “{key}” is no page of the sample")
        return keys


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
