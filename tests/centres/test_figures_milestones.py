"""Milestones planned and done: their order, what became of them, the chart, the pages."""

import re
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils.translation import override

from centres.figures import milestones
from centres.figures.milestones import NARROW, WIDE, Mark, Step
from centres.models import Milestone, Project, ProjectPage
from pages import figures
from pages.facts.models import Fact
from pages.facts.states import State
from tests.conftest import CONTENT_DAY

pytestmark = pytest.mark.once

LANGUAGES = ("fr", "en")
TODAY = CONTENT_DAY.date()


def milestone(planned="", actual="", as_of="", label="A thing", state=State.CONFIRMED):
    fact = SimpleNamespace(as_of=as_of, state_on=lambda day: state)
    return SimpleNamespace(planned=planned, actual=actual, fact=fact, label=label)


def order(*found):
    return [
        step.milestone.planned or step.milestone.actual
        for step in milestones.in_order(found, TODAY)
    ]


def html_of(language: str, context: dict | None = None) -> str:
    with override(language):
        drawing = figures.draw("milestones", context or {})
        return render_to_string(drawing.template, {"figure": drawing.context})


# Dates


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-03", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_a_partial_date_covers_its_days(partial, first, last):
    assert milestones.span(partial) == (first, last)


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="soon"):
        milestones.span("soon")


def test_a_year_stands_in_its_middle_or_in_the_middle_of_what_is_left_of_it():
    assert milestones.moment("2024") == pytest.approx(2024.5, abs=0.01)
    assert milestones.moment("2026", TODAY) == pytest.approx(2026.95, abs=0.01)
    assert milestones.moment("2020", TODAY) < 2021


# Order and marks


def test_promises_come_in_the_order_in_which_they_were_announced():
    found = [
        milestone("2028", as_of="2026-11-24"),
        milestone("2024", as_of="2019-09"),
        milestone("2020", as_of="2017-05"),
    ]
    assert order(*found) == ["2020", "2024", "2028"]


def test_a_promise_of_unknown_day_stays_behind_the_one_before_it():
    found = [
        milestone("2020", as_of="2017-05"),
        milestone("2023"),
        milestone("2028", as_of="2026"),
        milestone("2019", as_of="2016"),
    ]
    assert order(*found) == ["2019", "2020", "2023", "2028"]


def test_what_came_unannounced_comes_first_by_its_date():
    found = [milestone("2020", as_of="2010"), milestone(actual="2025"), milestone(actual="2018-07")]
    assert order(*found, milestone()) == ["2018-07", "2025", "2020"]


@pytest.mark.parametrize(
    ("planned", "actual", "state", "expected"),
    [
        ("2020", "2021", State.CONFIRMED, Mark.DONE),
        ("2025", "", State.CONFIRMED, Mark.PASSED),
        ("2026-10", "", State.CONFIRMED, Mark.PASSED),
        ("2026-11", "", State.CONFIRMED, Mark.AHEAD),
        ("2026", "", State.CONFIRMED, Mark.AHEAD),
        ("2026", "", State.PAST, Mark.PASSED),
        ("2028", "", State.OVERDUE, Mark.AHEAD),
    ],
)
def test_what_became_of_a_milestone(planned, actual, state, expected):
    assert milestones.mark(milestone(planned, actual, state=state), TODAY) == expected


# The chart


def chart(*found, layout=WIDE):
    return milestones.chart(milestones.in_order(found, TODAY), layout, TODAY)


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_a_later_date_stands_further_right_and_all_within_the_scale(layout):
    drawing = chart(milestone("2020"), milestone("2023"), milestone("2028"), layout=layout)
    places = [float(row.planned) for row in drawing.rows]
    assert places == sorted(places)
    assert layout.left < places[0] < float(drawing.today) < places[-1] < layout.right
    assert [row.actual for row in drawing.rows] == [""] * 3


def test_a_promise_that_was_kept_has_two_discs():
    (row,) = chart(milestone("2020", "2022-06")).rows
    assert 0 < float(row.planned) < float(row.actual)


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_labels_of_years_keep_their_distance_over_a_century(layout):
    drawing = chart(milestone(actual="1925-03"), milestone("2028"), layout=layout)
    places = [float(x) for _year, x in drawing.years]
    assert len(places) > 2
    assert min(b - a for a, b in pairwise(places)) >= layout.year


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_a_long_label_is_written_in_full_and_pushes_the_next_row_down(layout):
    label = "An enormous milestone with a label that never ends " * 3
    first, second = chart(milestone("2020", label=label), milestone("2021"), layout=layout).rows
    assert " ".join(first.words) == label.strip()
    assert float(second.words_y) > float(first.words_y) + len(first.words) * layout.line


@pytest.mark.parametrize(("today", "expected"), [("2026-12-20", "end"), ("2018-01-05", "start")])
def test_the_word_today_stays_within_the_drawing(today, expected):
    day = date.fromisoformat(today)
    steps = [Step(milestone(actual="2018"), Mark.DONE), Step(milestone(actual="2026"), Mark.DONE)]
    assert milestones.chart(steps, NARROW, day).today_anchor == expected


# Against the site's real content (tests/conftest.py)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@time_machine.travel(CONTENT_DAY, tick=False)
def test_the_second_accelerator_is_shown_with_every_date_that_was_promised(language):
    html = html_of(language)
    listed = re.findall(r"<li>(.*?)</li>", html, re.S)
    years = [re.search(r"\b20\d\d\b", re.sub(r"<[^>]+>", " ", item))[0] for item in listed]
    assert years == ["2018", "2020", "2023", "2024", "2028"]
    for name, number in (("done", 1), ("passed", 3), ("ahead", 1)):
        assert html.count(f"fig-disc-{name}") == 2 * number
    assert "ARCHADE" in html
    assert "style=" not in html
    assert not re.search(r'\b(?:x|y|cx|cy|d)="[^"]*\d,\d', html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4
    for names in re.findall(r'aria-labelledby="([^"]+)"', html):
        assert set(names.split()) <= set(ids)


@pytest.mark.django_db
def test_elsewhere_the_figure_takes_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        figures.draw("milestones", {})


@pytest.mark.django_db
def test_on_its_projects_page_the_figure_takes_no_query(django_assert_num_queries):
    page = ProjectPage.objects.filter(project__key="new-building").first()
    context = {"project": page.project, "milestones": page.milestones}
    with django_assert_num_queries(0):
        drawing = figures.draw("milestones", context)
    assert drawing.context["project"].key == "new-building"
    assert len(drawing.context["steps"]) == len(page.milestones)


@pytest.mark.django_db
def test_withheld_milestones_are_left_out():
    found = Milestone.objects.filter(project__key="archade", planned="2023").first()
    Fact.objects.filter(pk=found.fact_id).update(mark="withheld")
    steps = figures.draw("milestones", {}).context["steps"]
    assert [step.milestone.planned for step in steps] == ["", "2020", "2024", "2028"]


@pytest.mark.django_db
def test_without_a_project_or_with_one_milestone_nothing_is_drawn():
    project = Project.objects.get(key="archade")
    project.milestones.exclude(planned="2020").delete()
    assert html_of("en").strip() == ""
    assert html_of("en", {"project": project, "milestones": []}).strip() == ""


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_projects_page_draws_its_milestones_where_there_are_two(language, client):
    pages = ProjectPage.objects.live().filter(locale__language_code=language)
    assert pages
    for page in pages:
        html = client.get(page.get_url()).content.decode()
        assert html.count("fig-milestones") == (1 if len(page.milestones) > 1 else 0), page.slug
