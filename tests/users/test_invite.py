"""Inviting somebody: an account without a password, a link that works once, a mail they can read."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from ..sign_in import give_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EMAIL = "camille@example.org"
PASSWORD = "un-mot-de-passe-assez-long"


def invite(*arguments: str, email: str = EMAIL) -> str:
    """Run the command and return the link in the mail, or an empty string where none went."""
    mail.outbox.clear()
    call_command("invite", email, *arguments)
    if not mail.outbox:
        return ""
    (message,) = mail.outbox
    assert message.to == [email]
    found = re.search(r"^http\S+/password_reset/\S+$", message.body, re.MULTILINE)
    assert found
    return found[0].removeprefix("http://localhost")


def account(email: str = EMAIL) -> AbstractUser:
    return get_user_model().objects.get(email=email)


class TestInvite:
    def test_account_in_its_role_without_a_password(
        self, said: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        link = invite("--role", "baclesse-editor", "--language", "en")
        user = account()
        assert [group.name for group in user.groups.all()] == ["Rédaction Baclesse"]
        assert not user.has_usable_password()
        assert not user.is_superuser
        assert UserProfile.get_for_user(user).preferred_language == "en"
        assert link in capsys.readouterr().out

    def test_link_works_once(self, said: list[str], client: Client) -> None:
        link = invite("--role", "baclesse-editor")
        form = client.get(link, follow=True)
        assert form.status_code == 200
        passwords = {"new_password1": PASSWORD, "new_password2": PASSWORD}
        client.post(form.redirect_chain[-1][0], passwords)
        assert account().check_password(PASSWORD)
        again = Client().get(link, follow=True)
        assert not again.context["validlink"]

    def test_whoever_was_invited_sees_the_admin(self, said: list[str], client: Client) -> None:
        invite("--role", "baclesse-editor")
        client.force_login(account())
        assert client.get(reverse("wagtailadmin_home")).status_code == 200

    @pytest.mark.parametrize(("language", "lang"), [("fr", "fr"), ("en", "en")])
    def test_admin_in_their_language(
        self, language: str, lang: str, said: list[str], client: Client
    ) -> None:
        invite("--role", "translator", "--language", language)
        client.force_login(account())
        assert f'lang="{lang}"' in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_mail_in_english(self, said: list[str]) -> None:
        invite("--role", "translator", "--language", "en")
        assert "Set your password with this link. It works once:" in mail.outbox[0].body
        assert "It is valid for 3 days." in mail.outbox[0].body

    def test_several_roles_and_a_second_invitation(self, said: list[str]) -> None:
        first = invite("--role", "baclesse-editor", "--role", "translator")
        second = invite("--role", "becquerel-editor", email=EMAIL)
        assert first
        assert second
        assert account().groups.count() == 3
        assert get_user_model().objects.filter(email__iexact=EMAIL).count() == 1

    def test_no_link_for_who_can_sign_in(self, said: list[str]) -> None:
        invite("--role", "translator")
        user = account()
        user.set_password(PASSWORD)
        user.save()
        assert invite("--role", "translator"), "a password alone lets nobody in"
        give_app(user)
        assert invite("--role", "baclesse-editor") == ""
        assert account().groups.count() == 2
        assert account().check_password(PASSWORD)


class TestRefused:
    def test_no_address(self, said: list[str]) -> None:
        with pytest.raises(CommandError, match="camille"):
            call_command("invite", "camille", "--role", "translator")
        assert not get_user_model().objects.filter(username="camille").exists()

    def test_unknown_role(self, said: list[str]) -> None:
        with pytest.raises(CommandError, match="plumber"):
            call_command("invite", EMAIL, "--role", "plumber")

    def test_no_role(self, said: list[str]) -> None:
        with pytest.raises(CommandError, match="--role"):
            call_command("invite", EMAIL)

    def test_roles_not_set_up(self) -> None:
        from django.contrib.auth.models import Group

        Group.objects.all().delete()
        with pytest.raises(CommandError, match="setup_roles"):
            call_command("invite", EMAIL, "--role", "translator")
        assert not mail.outbox
