"""Who may do what: the matrix, by Wagtail's own testers and by the admin's real views."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission, Page, Site, Workflow
from wagtail.permissions import policy_registry

from centres.models import CentrePage, Partner
from normandy_centres.users import roles
from normandy_centres.users.setup import set_up
from pages.models import CustomImage, Menu, SiteSettings, StandardPage

from ..factories import (
    FactFactory,
    ImageFactory,
    PartnerFactory,
    SourceFactory,
    SpecialityPageFactory,
    StandardPageFactory,
)
from .conftest import NOBODY

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

# A column for each of ROLES, in their order: x may, . may not.
# Editor, medical reviewer and publisher of Baclesse, of Becquerel; translator, administrator; nobody.
#                               E  R  P   E  R  P    T  A   N
MATRIX = """
    baclesse page: edit         x  x  x   .  .  .    x  x   .
    baclesse page: publish      .  .  x   .  .  .    .  x   .
    baclesse page: lock         x  x  x   .  .  .    .  x   .
    baclesse page: unlock       .  x  x   .  .  .    .  x   .
    baclesse page: delete       .  .  x   .  .  .    .  x   .
    baclesse page: move         .  .  x   .  .  .    .  x   .
    baclesse page: translate    x  .  x   .  .  .    x  x   .
    baclesse centre: add below  x  .  x   .  .  .    x  x   .
    baclesse centre: delete     .  .  .   .  .  .    .  x   .
    becquerel page: edit        .  .  .   x  x  x    x  x   .
    becquerel page: publish     .  .  .   .  .  x    .  x   .
    becquerel page: lock        .  .  .   x  x  x    .  x   .
    becquerel page: unlock      .  .  .   .  x  x    .  x   .
    becquerel page: delete      .  .  .   .  .  x    .  x   .
    becquerel page: move        .  .  .   .  .  x    .  x   .
    becquerel page: translate   .  .  .   x  .  x    x  x   .
    shared page: edit           x  x  x   x  x  x    x  x   .
    shared page: publish        .  .  x   .  .  x    .  x   .
    shared page: lock           x  x  x   x  x  x    .  x   .
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
    baclesse fact: edit         x  x  x   .  .  .    x  x   .
    baclesse fact: publish      .  .  x   .  .  .    .  x   .
    baclesse fact: review       .  x  x   .  .  .    .  x   .
    baclesse fact: lock         x  x  x   .  .  .    .  x   .
    baclesse fact: delete       .  .  x   .  .  .    .  x   .
    becquerel fact: edit        .  .  .   x  x  x    x  x   .
    becquerel fact: publish     .  .  .   .  .  x    .  x   .
    becquerel fact: review      .  .  .   .  x  x    .  x   .
    becquerel fact: lock        .  .  .   x  x  x    .  x   .
    becquerel fact: delete      .  .  .   .  .  x    .  x   .
    shared fact: edit           x  x  x   x  x  x    x  x   .
    shared fact: publish        .  .  x   .  .  x    .  x   .
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

VIEWS = {
    "edit": "edit",
    "publish": "unpublish",
    "lock": "lock",
    "unlock": "unlock",
    "delete": "delete",
    "move": "move",
}
TESTERS = {
    "edit": "can_edit",
    "publish": "can_publish",
    "lock": "can_lock",
    "unlock": "can_unlock",
    "delete": "can_delete",
    "move": "can_move",
    "add below": "can_add_subpage",
}
OWNERS = ("Baclesse", "Becquerel", "Shared")


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
            "fact": FactFactory,
            "record": PartnerFactory,
        }.items():
            made[f"{owner.lower()} {kind}"] = make(collection=collection)
    return made


# --- Asking Wagtail, and asking the site ---------------------------------------------------------


def by_policy(user: AbstractUser, action: str, thing: Any) -> bool:
    """Ask Wagtail's permission tester or policy."""
    if isinstance(thing, Page) and action == "translate":
        may_edit = thing.permissions_for_user(user).can_edit()
        return may_edit and user.has_perm("simple_translation.submit_translation")
    if isinstance(thing, Page):
        return getattr(thing.permissions_for_user(user), TESTERS[action])()
    policy = policy_registry.get(thing)
    return policy.user_has_permission_for_instance(user, action.replace("edit", "change"), thing)


def address(action: str, thing: Any) -> str:
    """Return the admin's address for an action on a thing."""
    if isinstance(thing, Page):
        if action == "translate":
            return reverse("simple_translation:submit_page_translation", args=[thing.pk])
        name = "add_subpage" if action == "add below" else VIEWS[action]
        return reverse(f"wagtailadmin_pages:{name}", args=[thing.pk])
    if isinstance(thing, CustomImage):
        return reverse(f"wagtailimages:{action}", args=[thing.pk])
    if isinstance(thing, SiteSettings):
        return reverse("wagtailsettings:edit", args=["pages", "sitesettings", thing.site_id])
    if action == "review":
        return reverse("fact_still_true", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name(VIEWS[action]), args=[thing.pk])


def by_view(browser: Client, action: str, thing: Any) -> bool:
    """Open the admin's page, or send its form where it is only a button."""
    where = address(action, thing)
    if action not in {"lock", "unlock", "review"}:
        response = browser.get(where)
        away = {reverse("wagtailadmin_home"), f"{reverse('wagtailadmin_login')}?next={where}"}
        refused = response.status_code == 302 and response["location"] in away
        assert refused or response.status_code == 200, (where, response.status_code)
        return not refused
    stored = type(thing)._default_manager.filter(pk=thing.pk)
    stored_before = stored.get()
    if action == "unlock":
        stored.update(locked=True, locked_by=None)
    browser.post(where)
    after = stored.get()
    if action == "review":
        return after.latest_revision_id != stored_before.latest_revision_id
    if action == "lock":
        stored.update(locked=False, locked_by=None, locked_at=None)
        return after.locked
    return not after.locked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "action", "marks"), ROWS, ids=[f"{name}: {action}" for name, action, _m in ROWS]
)
def test_matrix(
    name: str,
    action: str,
    marks: list[str],
    things: dict[str, Model],
    person: Callable[[str], AbstractUser],
    browser_of: Callable[[str], Client],
) -> None:
    thing = things[name]
    expected = dict(zip(ROLES, (mark == "x" for mark in marks), strict=True))
    assert {role: by_policy(person(role), action, thing) for role in ROLES} == expected
    assert {role: by_view(browser_of(role), action, thing) for role in ROLES} == expected


# --- What the matrix doesn't show ----------------------------------------------------------------


@pytest.mark.django_db
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


# --- Setting up ----------------------------------------------------------------------------------


@pytest.mark.django_db
class TestSetUp:
    def test_says_what_it_did(self, said: list[str]) -> None:
        assert "Group “Rédaction Baclesse”: created" in said
        assert "Group “Moderators”: removed, nobody is in it" in said
        assert not Group.objects.filter(name__in=["Moderators", "Editors"]).exists()
        assert not Workflow.objects.filter(name="Moderators approval").exists()

    def test_again_does_nothing(self, said: list[str]) -> None:
        again: list[str] = []
        set_up(roles.read(), again.append)
        assert again == []

    def test_keeps_what_was_allowed_by_hand(self, said: list[str]) -> None:
        group = Group.objects.get(name="Rédaction Baclesse")
        extra = Permission.objects.get(codename="add_redirect")
        group.permissions.add(extra)
        call_command("setup_roles", verbosity=0)
        assert extra in group.permissions.all()

    def test_takes_it_away_where_the_file_says_so(self, said: list[str], tmp_path: Path) -> None:
        group = Group.objects.get(name="Traduction")
        publish = Permission.objects.get(codename="publish_fact")
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=publish)
        group.permissions.add(Permission.objects.get(codename="add_redirect"))
        file = tmp_path / "roles.yaml"
        text = roles.FILE.read_text(encoding="utf-8")
        file.write_text(
            text.replace(
                "    name: Traduction", "    name: Traduction\n    only what this file says: true"
            )
        )
        call_command("setup_roles", str(file), verbosity=0)
        assert not group.permissions.filter(codename="add_redirect").exists()
        assert not group.collection_permissions.filter(permission=publish).exists()
        assert group.collection_permissions.exists()

    def test_keeps_a_group_that_is_used(self, db: None, editor: AbstractUser) -> None:
        group, _made = Group.objects.get_or_create(name="Editors")
        editor.groups.add(group)
        call_command("setup_roles", verbosity=0)
        assert Group.objects.filter(name="Editors").exists()

    @pytest.mark.parametrize(
        ("old", "new", "complaint"),
        [
            ("pages: {everywhere: [add, edit]}", "pages: {everywhere: [paint]}", "unknown paint"),
            ("facts: {everywhere: [edit]}", "facts: {own: [edit]}", "there is no “own”"),
            ("facts: {everywhere: [edit]}", "facts: {everywhere: [paint]}", "pages.paint_fact"),
            ("by: publisher}", "by: plumber}", "there is no role “baclesse-plumber”"),
            ("also: [translate]", "also: [fly]", "unknown fly"),
            ("centres:", "centres: [", "can't be read"),
        ],
    )
    def test_mistakes_in_the_file(
        self, old: str, new: str, complaint: str, tmp_path: Path, said: list[str]
    ) -> None:
        file = tmp_path / "roles.yaml"
        file.write_text(roles.FILE.read_text(encoding="utf-8").replace(old, new))
        with pytest.raises(CommandError, match=complaint):
            call_command("setup_roles", str(file), verbosity=0)

    def test_without_content(self, said: list[str]) -> None:
        CentrePage.objects.filter(centre__key="henri-becquerel").delete()
        with pytest.raises(CommandError, match="No page of Becquerel yet"):
            call_command("setup_roles", verbosity=0)


def test_every_role_is_in_the_matrix() -> None:
    assert sorted(roles.read().roles) == sorted(set(ROLES) - {NOBODY})
