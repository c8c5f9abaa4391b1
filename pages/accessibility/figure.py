"""The accessibility statement as a figure that editors place on its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ..figures import Drawing, register
from ..formats import format_percentage
from ..languages import reader_language
from .grid import Criterion, Grid, Result, Theme, grid

#: What a statement has to list, in this order.
OPEN_RESULTS = (Result.NOT_MET, Result.NOT_TESTED)


@dataclass(frozen=True)
class Row:
    """A criterion in the reader's language."""

    number: str
    text: str
    barrier: str


@dataclass(frozen=True)
class Group:
    """The criteria of a theme that have the same result."""

    result: Result
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class OpenTheme:
    """What of a theme isn't met or wasn't tested."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Tested:
    """A page of the sample in the reader's language."""

    title: str
    url: str


def open_themes(found: Grid, language: str) -> list[OpenTheme]:
    """Return the themes in which something isn't met or wasn't tested, with just that."""
    themes = [
        OpenTheme(theme.title[language], tuple(_groups(theme, language))) for theme in found.themes
    ]
    return [theme for theme in themes if theme.groups]


def _groups(theme: Theme, language: str) -> Iterator[Group]:
    for result in OPEN_RESULTS:
        criteria = theme.with_result(result)
        if criteria:
            yield Group(result, tuple(_row(item, language) for item in criteria))


def _row(criterion: Criterion, language: str) -> Row:
    return Row(criterion.number, criterion.text[language], criterion.barrier.get(language, ""))


@register("accessibility-statement", _("Accessibility statement, from the tests of RGAA"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the statement in the reader's language: no query."""
    found, language = grid(), reader_language()
    counts = found.counts
    return Drawing(
        "components/figures/accessibility_statement.html",
        {
            "state": found.state,
            "rate": format_percentage(str(found.rate), language),
            "total": len(found.criteria),
            "applicable": found.applicable,
            "met": counts[Result.MET],
            "not_met": counts[Result.NOT_MET],
            "not_tested": counts[Result.NOT_TESTED],
            "not_applicable": counts[Result.NOT_APPLICABLE],
            "oldest_test": found.oldest_test,
            "newest_test": found.newest_test,
            "themes": open_themes(found, language),
            "technologies": found.technologies,
            "browsers": found.browsers,
            "tools": found.tools,
            "sample": [
                Tested(page.title[language], page.address[language]) for page in found.sample
            ],
        },
    )
