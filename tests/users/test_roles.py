"""Who may do what: the matrix, by Wagtail's own testers and by the admin's real views."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.test import Client

from normandy_centres.users import roles

from .asking import by_policy, by_view
from .conftest import NOBODY, ROLES

pytestmark = pytest.mark.once

# A column for each of ROLES, in their order: x may, . may not.
# Editor, medical reviewer and publisher of Baclesse, of Becquerel; translator, administrator; nobody.
#                               E  R  P   E  R  P    T  A   N
MATRIX = """
    baclesse page: edit         x  x  x   .  .  .    x  x   .
    baclesse page: comment      x  x  x   .  .  .    x  x   .
    baclesse page: publish      .  .  x   .  .  .    .  x   .
    baclesse page: lock         x  x  x   .  .  .    .  x   .
    baclesse page: unlock       .  x  x   .  .  .    .  x   .
    baclesse page: delete       .  .  x   .  .  .    .  x   .
    baclesse page: move         .  .  x   .  .  .    .  x   .
    baclesse page: translate    x  .  x   .  .  .    x  x   .
    baclesse centre: add below  x  .  x   .  .  .    x  x   .
    baclesse centre: delete     .  .  .   .  .  .    .  x   .
    becquerel page: edit        .  .  .   x  x  x    x  x   .
    becquerel page: comment     .  .  .   x  x  x    x  x   .
    becquerel page: publish     .  .  .   .  .  x    .  x   .
    becquerel page: lock        .  .  .   x  x  x    .  x   .
    becquerel page: unlock      .  .  .   .  x  x    .  x   .
    becquerel page: delete      .  .  .   .  .  x    .  x   .
    becquerel page: move        .  .  .   .  .  x    .  x   .
    becquerel page: translate   .  .  .   x  .  x    x  x   .
    shared page: edit           x  x  x   x  x  x    x  x   .
    shared page: publish        .  .  x   .  .  x    .  x   .
    shared page: lock           x  x  x   x  x  x    .  x   .
    shared page: unlock         .  x  x   .  x  x    .  x   .
    shared page: delete         .  .  x   .  .  x    .  x   .
    shared page: move           .  .  x   .  .  x    .  x   .
    shared page: translate      x  .  x   x  .  x    x  x   .
    home page: edit             x  x  x   x  x  x    x  x   .
    home page: delete           .  .  .   .  .  .    .  x   .
    centre index: move          .  .  .   .  .  .    .  x   .
    baclesse image: edit        x  .  x   .  .  .    .  x   .
    baclesse image: delete      x  .  x   .  .  .    .  x   .
    becquerel image: edit       .  .  .   x  .  x    .  x   .
    shared image: edit          x  .  x   x  .  x    .  x   .
    baclesse document: edit     x  .  x   .  .  .    .  x   .
    becquerel document: edit    .  .  .   x  .  x    .  x   .
    becquerel document: delete  .  .  .   x  .  x    .  x   .
    shared document: edit       x  .  x   x  .  x    .  x   .
    baclesse fact: edit         x  x  x   .  .  .    x  x   .
    baclesse fact: publish      .  .  x   .  .  .    .  x   .
    baclesse fact: review       .  x  x   .  .  .    .  x   .
    baclesse fact: lock         x  x  x   .  .  .    .  x   .
    baclesse fact: unlock       .  x  x   .  .  .    .  x   .
    baclesse fact: delete       .  .  x   .  .  .    .  x   .
    becquerel fact: edit        .  .  .   x  x  x    x  x   .
    becquerel fact: publish     .  .  .   .  .  x    .  x   .
    becquerel fact: review      .  .  .   .  x  x    .  x   .
    becquerel fact: lock        .  .  .   x  x  x    .  x   .
    becquerel fact: unlock      .  .  .   .  x  x    .  x   .
    becquerel fact: delete      .  .  .   .  .  x    .  x   .
    shared fact: edit           x  x  x   x  x  x    x  x   .
    shared fact: publish        .  .  x   .  .  x    .  x   .
    shared fact: lock           x  x  x   x  x  x    .  x   .
    shared fact: unlock         .  x  x   .  x  x    .  x   .
    baclesse record: edit       x  .  x   .  .  .    .  x   .
    baclesse record: delete     .  .  x   .  .  .    .  x   .
    becquerel record: edit      .  .  .   x  .  x    .  x   .
    shared record: edit         x  .  x   x  .  x    .  x   .
    source: edit                x  x  x   x  x  x    .  x   .
    menu: edit                  .  .  .   .  .  .    .  x   .
    settings: edit              .  .  .   .  .  .    .  x   .
"""
ROWS = [
    (name.strip(), " ".join(rest.split()[: -len(ROLES)]), rest.split()[-len(ROLES) :])
    for name, rest in (line.split(":") for line in MATRIX.strip().splitlines())
]
#: Every row asks the admin's views in the drill, those of one thing of each owner always.
ASKED_OF_VIEWS = {"baclesse record", "becquerel document", "shared image", "becquerel page"}


def row(name: str, action: str, marks: list[str], quick: bool = True) -> Any:
    expected = dict(zip(ROLES, (mark == "x" for mark in marks), strict=True))
    slow = () if quick else pytest.mark.drill
    return pytest.param(name, action, expected, id=f"{name}: {action}", marks=slow)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "action", "expected"), [row(*cells) for cells in ROWS])
def test_policies_follow_the_matrix(
    name: str,
    action: str,
    expected: dict[str, bool],
    things: dict[str, Model],
    person: Callable[[str], AbstractUser],
) -> None:
    assert {role: by_policy(person(role), action, things[name]) for role in ROLES} == expected


@pytest.mark.drill
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "action", "expected"),
    [row(*cells, quick=cells[0] in ASKED_OF_VIEWS) for cells in ROWS],
)
def test_views_follow_the_matrix(
    name: str,
    action: str,
    expected: dict[str, bool],
    things: dict[str, Model],
    browser_of: Callable[[str], Client],
) -> None:
    assert {role: by_view(browser_of(role), action, things[name]) for role in ROLES} == expected


def test_every_role_is_in_the_matrix() -> None:
    assert sorted(roles.read().roles) == sorted(set(ROLES) - {NOBODY})
