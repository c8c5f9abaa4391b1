"""The grid of RGAA: the file itself, what is refused, and what follows from the results."""

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pages.accessibility.checks import check_grid
from pages.accessibility.grid import THEME_SIZES, Grid, Result, State, grid, parse, read

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 24)
TESTED = {"method": ["by hand"], "date": date(2026, 11, 20), "pages": "all", "note": "Looked."}


def criterion(number: str, result: str = "conforme") -> dict[str, Any]:
    """A criterion as the file has it."""
    found = {"number": number, "fr": "Est-ce ainsi ?", "en": "Is it so?", "result": result}
    found |= {"note": "Nobody could."} if result == Result.NOT_TESTED else TESTED
    if result == Result.NOT_MET:
        found["barrier"] = {"fr": "Un obstacle.", "en": "A barrier."}
    return found


def file(**results: str) -> dict[str, Any]:
    """A whole file in which every criterion is met, but for those named as c1_1="non testé"."""
    return {
        "technologies": ["HTML"],
        "browsers": ["Chromium"],
        "tools": ["axe-core"],
        "sample": {"home": {"fr": "Accueil", "en": "Home", "address": {"fr": "/", "en": "/en/"}}},
        "themes": [
            {
                "fr": f"Thème {theme}",
                "en": f"Theme {theme}",
                "criteria": [
                    criterion(f"{theme}.{place}", results.get(f"c{theme}_{place}", "conforme"))
                    for place in range(1, size + 1)
                ],
            }
            for theme, size in enumerate(THEME_SIZES, start=1)
        ],
    }


def with_first(count: int, result: str) -> Grid:
    """A grid whose first criteria have a result, and all others are met."""
    data = file()
    places = [(t, c) for t, size in enumerate(THEME_SIZES) for c in range(size)]
    for theme, place in places[:count]:
        data["themes"][theme]["criteria"][place] = criterion(f"{theme + 1}.{place + 1}", result)
    found = parse(data, TODAY)
    assert not found.problems
    return found


# The file of this site


def test_the_file_is_in_order() -> None:
    assert grid().problems == ()
    assert check_grid(None) == []
    assert len(grid().criteria) == sum(THEME_SIZES) == 106
    assert sum(grid().counts.values()) == 106


def test_texts_are_those_of_rgaa_and_differ_from_one_another() -> None:
    texts = {item.text["fr"] for item in grid().criteria}
    assert len(texts) == 106
    assert all(text.endswith("\u202f?") for text in texts)
    assert all(item.text["en"].endswith("?") for item in grid().criteria)


def test_what_needs_an_assistive_technology_is_not_claimed() -> None:
    """Nobody has listened to the site: the criteria that only a listener can judge stay open."""
    results = {item.number: item.result for item in grid().criteria}
    assert results["7.5"] != Result.MET
    assert "screen reader" not in " ".join(grid().tools).lower()


def test_each_met_criterion_has_a_test_behind_it() -> None:
    for item in grid().criteria:
        if item.result == Result.MET:
            assert all([item.methods, item.tested_on, item.pages, item.note]), item.number


# What follows from the results


def test_all_met_is_fully_compliant() -> None:
    found = parse(file(), TODAY)
    assert (found.rate, found.state) == (100, State.FULL)
    assert found.counts[Result.MET] == 106


@pytest.mark.parametrize("result", [Result.NOT_TESTED, Result.NOT_MET])
def test_one_criterion_that_is_not_met_or_not_tested_is_enough_against_full(result: Result) -> None:
    found = with_first(1, result)
    assert found.state == State.PARTIAL
    assert found.rate == 99  # 105 of 106: never rounded up


def test_what_does_not_apply_counts_for_nothing() -> None:
    found = with_first(50, Result.NOT_APPLICABLE)
    assert (found.applicable, found.rate, found.state) == (56, 100, State.FULL)


@pytest.mark.parametrize("result", [Result.NOT_TESTED, Result.NOT_MET])
@pytest.mark.parametrize(("count", "state"), [(53, State.PARTIAL), (54, State.NONE)])
def test_partial_begins_at_one_half(count: int, state: State, result: Result) -> None:
    assert with_first(count, result).state == state


def test_nothing_that_applies_is_no_compliance() -> None:
    found = with_first(106, Result.NOT_APPLICABLE)
    assert (found.rate, found.state) == (0, State.NONE)


def test_a_grid_without_anything_claims_nothing() -> None:
    assert Grid().state == State.NONE
    assert Grid().newest_test is None


def test_dates_run_from_the_oldest_test_to_the_newest() -> None:
    data = file()
    data["themes"][0]["criteria"][0]["date"] = date(2025, 1, 2)
    data["themes"][1]["criteria"][0]["date"] = TODAY
    found = parse(data, TODAY)
    assert (found.oldest_test, found.newest_test) == (date(2025, 1, 2), TODAY)


# What is refused


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"result": "ok"}, "1.1: “ok” is no result"),
        ({"result": None}, "1.1: “None” is no result"),
        ({"fr": ""}, "1.1: “fr” is missing"),
        ({"en": None}, "1.1: “en” is missing"),
        ({"number": 1.1}, "1.1: stands as 1.1"),
        ({"number": "1.2"}, "1.1: stands as '1.2'"),
        ({"method": None}, "1.1: “method” is missing"),
        ({"method": "guessing"}, "1.1: “guessing” is no method"),
        ({"date": None}, "1.1: “date” is missing"),
        ({"date": "yesterday"}, "1.1: “yesterday” is no date"),
        ({"date": date(2026, 11, 25)}, "1.1: 2026-11-25 is yet to come"),
        ({"pages": []}, "1.1: “pages” is missing"),
        ({"pages": ["nowhere"]}, "1.1: “nowhere” is no page of the sample"),
        ({"note": " "}, "1.1: “note” is missing"),
        ({"barrier": {"fr": "a", "en": "b"}}, "1.1: “barrier” goes with “non conforme”"),
        ({"result": "non conforme"}, "1.1: “barrier” goes with “non conforme”"),
        ({"result": "non testé"}, "1.1: is not tested, but has “method”"),
        ({"rate": 100}, "1.1: “rate” is unknown"),
    ],
)
def test_a_criterion_needs_a_test_that_stands_for_it(changes: dict[str, Any], problem: str) -> None:
    data = file()
    data["themes"][0]["criteria"][0] |= changes
    found = parse(data, TODAY)
    assert any(line.startswith(problem) for line in found.problems), found.problems
    assert (found.rate, found.state) == (0, State.NONE)


@pytest.mark.parametrize("name", ["sample", "themes", "technologies", "browsers", "tools"])
@pytest.mark.parametrize("value", [None, [], {}, "text", 3])
def test_a_file_without_a_part_is_refused(name: str, value: Any) -> None:
    found = parse(file() | {name: value}, TODAY)
    assert any(line.startswith(name) for line in found.problems)
    assert found.state == State.NONE


@pytest.mark.parametrize("data", [None, [], "text", 3, {}])
def test_what_is_no_grid_is_refused(data: Any) -> None:
    assert parse(data, TODAY).problems


def test_a_missing_criterion_is_noticed() -> None:
    data = file()
    del data["themes"][2]["criteria"][1]
    problems = parse(data, TODAY).problems
    assert "theme 3: 3 criteria are needed, there are 2" in problems
    assert "3.2: stands as '3.3'" in problems


def test_a_missing_theme_is_noticed() -> None:
    data = file()
    data["themes"].pop()
    assert "themes: 13 are needed, there are 12" in parse(data, TODAY).problems


def test_reading_changes_nothing() -> None:
    data = file(c1_1="non testé")
    before = deepcopy(data)
    parse(data, TODAY)
    assert data == before


@pytest.mark.parametrize("text", [None, "themes: [", "\x00", "- a", "just words"])
def test_a_bad_file_is_an_error_of_the_system_check(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rgaa.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    found = read(path)
    assert found.problems
    assert found.state == State.NONE
    monkeypatch.setattr("pages.accessibility.checks.grid", lambda: found)
    errors = check_grid(None)
    assert [error.id for error in errors] == ["pages.E002"] * len(found.problems)
    assert all(error.is_serious() for error in errors)


def test_french_texts_have_french_spaces() -> None:
    assert parse(file(), TODAY).criteria[0].text == {
        "fr": "Est-ce ainsi\u202f?",
        "en": "Is it so?",
    }
