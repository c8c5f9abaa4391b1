"""The roles, set up once over the loaded content, and somebody in each."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group
from django.test import Client
from wagtail.users.models import UserProfile

from normandy_centres.users import roles
from normandy_centres.users.setup import set_up

Person = Callable[[str], AbstractUser]


@pytest.fixture
def said(db: None) -> list[str]:
    """The roles are set up; what that reported."""
    lines: list[str] = []
    set_up(roles.read(), lines.append)
    return lines


@pytest.fixture
def person(said: list[str]) -> Person:
    """Return somebody in a role, who reads the admin in French; the same one each time."""
    known: dict[str, AbstractUser] = {}
    groups = {key: role.group for key, role in roles.read().roles.items()}

    def find(key: str) -> AbstractUser:
        if key not in known:
            user = get_user_model().objects.create(username=key, email=f"{key}@example.org")
            if key != "nobody":
                user.groups.add(Group.objects.get(name=groups[key]))
            UserProfile.objects.create(user=user, preferred_language="fr")
            known[key] = user
        # Read again: Wagtail keeps what it knows of somebody's rights on the object.
        return get_user_model().objects.get(pk=known[key].pk)

    return find


@pytest.fixture
def browser_of(person: Person) -> Callable[[str], Client]:
    """Return a browser in which somebody of a role has signed in."""

    def sign_in(key: str, **options: Any) -> Client:
        client = Client(headers={"accept-language": "fr"}, **options)
        client.force_login(person(key))
        return client

    return sign_in
