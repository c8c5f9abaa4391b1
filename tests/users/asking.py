"""Whether somebody may do something: asked of Wagtail's own testers, and of the admin's real views."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Comment, Page
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from pages.models import CustomImage, SiteSettings

from .sending import edit_page, page_form

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
    "comment": "can_edit",  # Wagtail's rule: whoever may edit may comment
    "publish": "can_publish",
    "lock": "can_lock",
    "unlock": "can_unlock",
    "delete": "can_delete",
    "move": "can_move",
    "add below": "can_add_subpage",
}


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
    if isinstance(thing, Document):
        return reverse(f"wagtaildocs:{action}", args=[thing.pk])
    if isinstance(thing, SiteSettings):
        return reverse("wagtailsettings:edit", args=["pages", "sitesettings", thing.site_id])
    if action == "review":
        return reverse("fact_still_true", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name(VIEWS[action]), args=[thing.pk])


def by_view(browser: Client, action: str, thing: Any) -> bool:
    """Open the admin's page, or send its form where it is only a button."""
    if action == "comment":
        return comment(browser, thing, "Est-ce encore vrai ?")
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


def comment(browser: Client, page: Any, text: str) -> bool:
    """Comment on a page's first sentence, and tell whether that was taken."""
    comments = Comment.objects.filter(page=page, text=text)
    before = comments.count()
    sent = {"text": text, "contentpath": "lead", "position": "", "replies": inline_formset([])}
    form = page_form(page) | nested_form_data({"comments": inline_formset([sent])})
    browser.post(edit_page(page), form)
    return comments.count() > before
