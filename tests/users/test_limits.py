"""What the matrix of roles doesn't show: moves, lists, choices of owners, two roles at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, Page
from wagtail.permissions import policy_registry

from centres.models import Partner

from .asking import address, by_view
from .conftest import ROLES


@pytest.mark.django_db
@pytest.mark.once
class TestLimits:
    def test_no_move_to_the_other_centre(
        self, things: dict[str, Any], person: Callable[[str], AbstractUser]
    ) -> None:
        """Also for somebody who works for the pages of both, as an editor of the other."""
        user = person("baclesse-publisher")
        user.groups.add(Group.objects.get(name="Rédaction Becquerel"))
        page, elsewhere = things["baclesse page"], things["becquerel page"].get_parent().specific
        assert page.permissions_for_user(user).can_move()
        assert not page.permissions_for_user(user).can_move_to(elsewhere)

    def test_lists_of_pages_agree_with_the_tester(
        self, things: dict[str, Any], person: Callable[[str], AbstractUser]
    ) -> None:
        policy = policy_registry.get_by_type(Page)
        pages = Page.objects.filter(depth__gt=1)
        for role in ROLES:
            user = person(role)
            listed = set(policy.instances_user_has_permission_for(user, "publish"))
            assert listed >= {
                page for page in pages if page.permissions_for_user(user).can_publish()
            }
            assert not {
                page
                for page in listed
                if page.depth > 1 and not page.permissions_for_user(user).can_publish()
            }
        for name in ("baclesse page", "becquerel page", "shared page"):
            users = policy.users_with_permission_for_instance("publish", things[name])
            assert set(users) == {
                person(role)
                for role in ROLES
                if policy.user_has_permission_for_instance(person(role), "publish", things[name])
            }

    def test_choice_of_owners(self, browser_of: Callable[[str], Client]) -> None:
        """A form offers the collections in which one may add, and refuses others."""
        browser = browser_of("baclesse-editor")
        for where in (
            reverse("wagtailsnippets_pages_fact:add"),
            reverse("wagtailsnippets_centres_partner:add"),
        ):
            choices = browser.get(where).context["form"].fields["collection"].queryset
            assert {choice.name for choice in choices} == {"Baclesse", "Shared"}

    def test_owner_in_the_chooser(self, browser_of: Callable[[str], Client]) -> None:
        browser = browser_of("baclesse-editor")
        create = reverse(Partner.snippet_viewset.chooser_viewset.get_url_name("create"))
        form = {
            "key": "test-partner",
            "name_fr": "Un partenaire",
            "name_en": "A partner",
            "kind": "laboratory",
        }
        for owner in ("Becquerel", "Baclesse"):
            browser.post(create, form | {"collection": Collection.objects.get(name=owner).pk})
            assert Partner.objects.filter(key="test-partner").exists() == (owner == "Baclesse")

    def test_publish_for_the_other_owner_is_refused(
        self, things: dict[str, Any], person: Callable[[str], AbstractUser]
    ) -> None:
        """Publisher of one, editor of the other: the right to publish doesn't come along."""
        user = person("baclesse-publisher")
        user.groups.add(Group.objects.get(name="Rédaction Becquerel"))
        browser = Client()
        browser.force_login(user)
        fact = things["becquerel fact"]
        page = browser.get(address("edit", fact))
        assert page.status_code == 200
        assert "action-publish" not in page.content.decode()
        assert not by_view(browser, "publish", fact)

    @pytest.mark.parametrize("searched", ["centre de test", "TEST-"])
    def test_list_links_to_own_facts(
        self, searched: str, things: dict[str, Any], browser_of: Callable[[str], Client]
    ) -> None:
        page = browser_of("baclesse-editor").get(
            reverse("wagtailsnippets_pages_fact:list"), {"q": searched}
        )
        html = page.content.decode()
        own, other = things["baclesse fact"], things["becquerel fact"]
        assert own.key in html
        assert other.key in html
        assert address("edit", own) in html
        assert address("edit", other) not in html

    @pytest.mark.parametrize(
        ("role", "owners"),
        [
            ("baclesse-medical-reviewer", {"Baclesse", "Shared"}),
            ("becquerel-editor", {"Becquerel", "Shared"}),
            ("administrator", {"Baclesse", "Becquerel", "Shared"}),
        ],
    )
    def test_review_list(
        self, role: str, owners: set[str], browser_of: Callable[[str], Client]
    ) -> None:
        page = browser_of(role).get(reverse("fact_review"), {"p": 1})
        listed = page.context["object_list"]
        assert listed
        assert {fact.collection.name for fact in page.context["view"].get_queryset()} == owners

    def test_admin_of_groups_shows_rights_by_owner(self, admin: Client, said: list[str]) -> None:
        group = Group.objects.get(name="Publication Baclesse")
        page = admin.get(reverse("wagtailusers_groups:edit", args=[group.pk]))
        assert page.status_code == 200
        assert "fact_owner_permissions-0-permissions" in page.content.decode()
