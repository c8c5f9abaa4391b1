"""Putting the roles into groups and workflows: again and again, with additions and with mistakes."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupCollectionPermission, Workflow

from centres.models import CentrePage
from normandy_centres.users import roles
from normandy_centres.users.setup import set_up


@pytest.mark.django_db
@pytest.mark.once
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
