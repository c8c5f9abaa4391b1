"""The roles, set up once for the tests of a module over the loaded content, and somebody in each."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection, Site
from wagtail.users.models import UserProfile

from centres.models import CentrePage
from normandy_centres.users import roles
from normandy_centres.users.models import User
from normandy_centres.users.setup import set_up
from pages.models import Menu, SiteSettings, StandardPage

from ..factories import (
    FactFactory,
    ImageFactory,
    PartnerFactory,
    SourceFactory,
    SpecialityPageFactory,
    StandardPageFactory,
    SuperuserFactory,
)
from ..sign_in import PASSWORD, give_app

NOBODY = "nobody"  # has an account and no role
ROLES = [
    "baclesse-editor",
    "baclesse-medical-reviewer",
    "baclesse-publisher",
    "becquerel-editor",
    "becquerel-medical-reviewer",
    "becquerel-publisher",
    "translator",
    "administrator",
    NOBODY,
]

OWNERS = ("Baclesse", "Becquerel", "Shared")


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """What fixtures of a module write stays for its tests and goes after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def said(module_db: None) -> list[str]:
    """The roles are set up; what that reported."""
    lines: list[str] = []
    set_up(roles.read(), lines.append)
    return lines


@pytest.fixture(scope="module")
def _people(said: list[str]) -> dict[str, int]:
    """Return the id of somebody in each role, who reads the admin in French."""
    groups = {key: role.group for key, role in roles.read().roles.items()}
    people = {}
    for key in [*groups, NOBODY]:
        user = get_user_model().objects.create(username=key, email=f"{key}@example.org")
        if key in groups:
            user.groups.add(Group.objects.get(name=groups[key]))
        UserProfile.objects.create(user=user, preferred_language="fr")
        people[key] = user.pk
    return people


@pytest.fixture
def person(db: None, _people: dict[str, int]) -> Callable[[str], AbstractUser]:
    """Return somebody in a role, read anew: Wagtail keeps on the object what it knows of the rights."""
    return lambda key: get_user_model().objects.get(pk=_people[key])


@pytest.fixture
def browser_of(person: Callable[[str], AbstractUser]) -> Callable[[str], Client]:
    """Return a browser in which somebody of a role has signed in."""

    def sign_in(key: str) -> Client:
        client = Client(headers={"accept-language": "fr"})
        client.force_login(person(key))
        return client

    return sign_in


def _document(collection: Collection) -> Document:
    return Document.objects.create(
        title="Un plan", file=ContentFile(b"%PDF-", "plan.pdf"), collection=collection
    )


@pytest.fixture(scope="module")
def things(said: list[str]) -> dict[str, Model]:
    """One thing of each kind and owner, by the names of the matrix."""
    site = Site.objects.get(is_default_site=True)
    centre_pages = {
        owner: CentrePage.objects.get(centre__collection__name=owner, locale__language_code="fr")
        for owner in OWNERS[:2]
    }
    patients = StandardPage.objects.child_of(site.root_page).first()
    made: dict[str, Model] = {
        "baclesse centre": centre_pages["Baclesse"],
        "shared page": StandardPageFactory(parent=patients, locale=patients.locale),
        "home page": site.root_page.specific,
        "centre index": centre_pages["Baclesse"].get_parent().specific,
        "source": SourceFactory(),
        "menu": Menu.objects.first(),
        "settings": SiteSettings.for_site(site),
    }
    for owner, page in centre_pages.items():
        made[f"{owner.lower()} page"] = SpecialityPageFactory(parent=page, locale=page.locale)
    for owner in OWNERS:
        collection = Collection.objects.get(name=owner)
        for kind, make in {
            "image": ImageFactory,
            "document": _document,
            "fact": FactFactory,
            "record": PartnerFactory,
        }.items():
            made[f"{owner.lower()} {kind}"] = make(collection=collection)
    return made


@pytest.fixture
def clock() -> Iterator[Any]:
    """Time stands still: what an app shows, and how long somebody waits, is what a test says."""
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def claire(clock: Any) -> User:
    """Somebody who may do everything, with a password and an app."""
    user = SuperuserFactory(username="claire", password=make_password(PASSWORD))
    give_app(user)
    return user
