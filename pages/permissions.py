"""Who may do what where: pages by the part of the tree, facts and records by the collection that owns them.

Wagtail gives rights to groups, on a page (and all below) or on a collection (and all below). Two things
are added. A page type may have staff of its own (``BasePage.has_own_staff``): rights given higher up stop
there, so that what is shared can be given to everybody without giving away what isn't. And members of a
collection that aren't images or documents get the same rights by collection (``OwnerPermissionPolicy``).
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import (
    AbstractPage,
    Collection,
    GroupPagePermission,
    Page,
    PagePermissionTester,
)
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

#: Depth of the node above all pages; rights given there reach every page.
ROOT = 1


# --- Pages ---------------------------------------------------------------------------------------


def own_staff_paths() -> list[str]:
    """Return the paths of the pages at which rights from above stop: one query."""
    models = [model for model in apps.get_models() if getattr(model, "has_own_staff", False)]
    types = ContentType.objects.get_for_models(*models).values()
    return list(Page.objects.filter(content_type__in=types).values_list("path", flat=True))


class StaffedPagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's rights on pages, which here stop at pages that have staff of their own."""

    borders_cache_name = "_page_borders_cache"

    def borders(self, user: Any) -> list[str]:
        """Return the paths at which rights stop, looked up once for a user's request."""
        if not hasattr(user, self.borders_cache_name):
            setattr(user, self.borders_cache_name, own_staff_paths())
        return getattr(user, self.borders_cache_name)

    def _borders_below(self, user: Any, page: Page) -> list[str]:
        """Return the paths below a page at which a right given on it stops."""
        if page.depth == ROOT:
            return []
        return [
            path for path in self.borders(user) if path != page.path and path.startswith(page.path)
        ]

    def reaching(self, user: Any, path: str) -> list[GroupPagePermission]:
        """Return those of somebody's rights that hold on the page with this path."""
        return [
            given
            for given in self.get_cached_permissions_for_user(user)
            if path.startswith(given.page.path)
            and not any(path.startswith(border) for border in self._borders_below(user, given.page))
        ]

    def holds_all_below(self, user: Any, page: Page) -> bool:
        """Tell whether somebody has rights wherever others have their own staff below a page."""
        below = [path for path in self.borders(user) if path.startswith(page.path)]
        return all(self.reaching(user, path) for path in below)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Iterable[str], instance: Page
    ) -> bool:
        decided = self._base_user_has_permission(user)
        if decided is not None:
            return decided
        held = {given.permission.codename for given in self.reaching(user, instance.path)}
        if self._get_permission_codename("add") in held and instance.owner_id == user.pk:
            held.add(self._get_permission_codename("change"))
        return bool(self._get_permission_codenames(actions) & held)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> "QuerySet[Page]":
        everything_or_nothing = self._base_queryset_for_user(user)
        if everything_or_nothing is not None:
            return everything_or_nothing
        codenames = self._get_permission_codenames(actions)
        add = self._get_permission_codename("add")
        own = "change" in actions and "add" not in actions
        wanted = Q(pk__in=[])
        for given in self.get_cached_permissions_for_user(user):
            reach = Q(path__startswith=given.page.path)
            for path in self._borders_below(user, given.page):
                reach &= ~Q(path__startswith=path)
            if given.permission.codename in codenames:
                wanted |= reach
            elif own and given.permission.codename == add:
                wanted |= reach & Q(owner=user)
        return self.model._default_manager.filter(wanted)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> "QuerySet[Any]":
        borders = [path for path in own_staff_paths() if instance.path.startswith(path)]
        giving = instance.get_ancestors(inclusive=True)
        if borders:
            giving = giving.filter(Q(depth=ROOT) | Q(path__startswith=max(borders, key=len)))

        def groups(names: Iterable[str]) -> "QuerySet[Any]":
            return GroupPagePermission.objects.filter(
                permission__codename__in=self._get_permission_codenames(names), page__in=giving
            ).values_list("group", flat=True)

        wanted = Q(groups__in=groups(actions))
        if include_superusers:
            wanted |= Q(is_superuser=True)
        if "change" in actions and "add" not in actions:
            wanted |= Q(groups__in=groups(["add"])) & Q(pk=instance.owner_id)
        users = get_user_model()._default_manager.filter(is_active=True)
        return users.filter(wanted).distinct()


class StaffedPagePermissionTester(PagePermissionTester):
    """What somebody may do on one page, by the policy above."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if user.is_active and not user.is_superuser:
            self.permissions = {
                given.permission.codename.rsplit("_", maxsplit=1)[0]
                for given in self.permission_policy.reaching(user, page.path)
            }

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether somebody may delete the page (or move it, which asks this too)."""
        return super().can_delete(ignore_bulk) and (
            self.user.is_superuser or self.permission_policy.holds_all_below(self.user, self.page)
        )


# --- Facts and records ---------------------------------------------------------------------------


class OwnerPermissionPolicy(CollectionPermissionPolicy):
    """Rights by the collection that owns a thing, for any action that has a permission.

    Args:
        model: a model whose things belong to a collection.
        collection: where every question is asked; without it, "somewhere" is enough for questions
            that aren't about one thing.
    """

    def __init__(self, model: type[Model], collection: Collection | None = None) -> None:
        super().__init__(model)
        self.collection = collection

    def at(self, collection: Collection) -> "OwnerPermissionPolicy":
        """Return the policy for things of one collection."""
        return OwnerPermissionPolicy(self.model, collection)

    def _check_perm(
        self, user: Any, actions: Iterable[str], collection: Collection | None = None
    ) -> bool:
        return super()._check_perm(user, actions, collection or self.collection)


#: The policies of the models whose rights go by owner.
OWNED: list[OwnerPermissionPolicy] = []


def register_owned(*models: type[Model]) -> None:
    """Let rights on these models go by the collection that owns each thing."""
    for model in models:
        policy = OwnerPermissionPolicy(model)
        register_permission_policy(model, policy)
        OWNED.append(policy)


def has_somewhere(user: Any, permission: str) -> bool:
    """Tell whether somebody holds a permission ("pages.change_fact") in at least one collection.

    Wagtail asks for permissions by name where it shows menus and buttons; the views then ask the policy.
    """
    app_label, _, codename = permission.partition(".")
    for policy in OWNED:
        ending = f"_{policy.model_name}"
        if app_label == policy.app_label and codename.endswith(ending):
            return policy.user_has_permission(user, codename.removesuffix(ending))
    return False


def register_pages() -> None:
    """Put the policy above in the place of Wagtail's."""
    register_permission_policy(AbstractPage, StaffedPagePermissionPolicy())
