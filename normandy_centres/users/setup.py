"""Puts the roles into the database: groups with their rights, collections, workflows."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from centres.models import CentrePage, HomePage
from pages.facts.models import Fact
from pages.models import OwnerWorkflow

from .roles import Centre, Role, Roles, RolesError
from .roles import Workflow as WorkflowData

Say = Callable[[str], None]


@transaction.atomic
def set_up(roles: Roles, say: Say) -> None:
    """Create or complete what the roles need; done again, it changes nothing.

    Args:
        roles: as the file has them.
        say: is told each thing that was done, one line each.

    Raises:
        RolesError: the pages of a centre aren't there yet, or a right that the file names doesn't exist.
    """
    remove_unused(roles, say)
    places = Places(roles, say)
    groups = {key: set_up_group(role, places, say) for key, role in roles.roles.items()}
    for workflow in roles.workflows:
        set_up_workflow(workflow, groups, places, say)


class Places:
    """Where "own", "shared" and "everywhere" are: pages in each language, and collections."""

    def __init__(self, roles: Roles, say: Say) -> None:
        self.root_page = Page.get_first_root_node()
        self.home_pages: list[Page] = list(HomePage.objects.order_by("path"))
        self.centre_pages: dict[str, list[Page]] = {
            centre.key: list(CentrePage.objects.filter(centre__key=centre.record).order_by("path"))
            for centre in roles.centres
        }
        missing = [centre.name for centre in roles.centres if not self.centre_pages[centre.key]]
        if missing:
            raise RolesError(f"No page of {', '.join(missing)} yet: load the content first.")
        self.root_collection = Collection.get_first_root_node()
        self.shared_collection = self._collection(roles.shared_collection, say)
        self.collections = {
            centre.key: self._collection(centre.collection, say) for centre in roles.centres
        }

    def _collection(self, name: str, say: Say) -> Collection:
        found = Collection.objects.filter(name=name, depth=2).first()
        if found is None:
            # Read again: adding a child to a stale parent would break the tree.
            found = Collection.get_first_root_node().add_child(name=name)
            say(f"Collection “{name}”: created")
        return found

    def pages(self, place: str, centre: Centre | None) -> list[Page]:
        """Return the pages on which a right is given: it holds for all below, up to a centre's page."""
        if place == "own" and centre:
            return self.centre_pages[centre.key]
        return self.home_pages if place == "shared" else [self.root_page]

    def collection(self, place: str, centre: Centre | None) -> Collection:
        """Return the collection on which a right is given; it holds for all below."""
        if place == "own" and centre:
            return self.collections[centre.key]
        return self.shared_collection if place == "shared" else self.root_collection


# --- Groups --------------------------------------------------------------------------------------


def set_up_group(role: Role, places: Places, say: Say) -> Group:
    """Give a role's group what it lacks, and return it."""
    group, created = Group.objects.get_or_create(name=role.group)
    if created:
        say(f"Group “{group}”: created")
    plain = {_permission(name) for name in role.plain}
    pages = {
        (page.pk, _permission(f"wagtailcore.{action}_page").pk)
        for place, actions in role.pages.items()
        for page in places.pages(place, role.centre)
        for action in actions
    }
    collected = {
        (places.collection(place, role.centre).pk, _permission(name).pk)
        for place, names in role.collected.items()
        for name in names
    }
    had = set(group.permissions.all())
    group.permissions.add(*plain - had)
    added = len(plain - had)
    added += _complete(GroupPagePermission, group, "page_id", pages)
    added += _complete(GroupCollectionPermission, group, "collection_id", collected)
    if added:
        say(f"Group “{group}”: {added} rights added")
    if role.exact:
        removed = len(had - plain)
        group.permissions.set(plain)
        removed += _reduce(GroupPagePermission, group, "page_id", pages)
        removed += _reduce(GroupCollectionPermission, group, "collection_id", collected)
        if removed:
            say(f"Group “{group}”: {removed} rights taken away, as the file says")
    return group


def _permission(name: str) -> Permission:
    app_label, _, codename = name.partition(".")
    found = Permission.objects.filter(content_type__app_label=app_label, codename=codename).first()
    if found is None:
        raise RolesError(f"There is no right “{name}”.")
    return found


def _complete(
    model: type[models.Model], group: Group, place: str, wanted: set[tuple[int, int]]
) -> int:
    given = set(model._default_manager.filter(group=group).values_list(place, "permission_id"))
    missing = wanted - given
    for place_id, permission_id in sorted(missing):
        values = {place: place_id, "permission_id": permission_id}
        model._default_manager.create(group=group, **values)
    return len(missing)


def _reduce(
    model: type[models.Model], group: Group, place: str, wanted: set[tuple[int, int]]
) -> int:
    too_many = [
        pk
        for pk, *given in model._default_manager.filter(group=group).values_list(
            "pk", place, "permission_id"
        )
        if tuple(given) not in wanted
    ]
    model._default_manager.filter(pk__in=too_many).delete()
    return len(too_many)


# --- Workflows -----------------------------------------------------------------------------------


def set_up_workflow(
    data: WorkflowData, groups: dict[str, Group], places: Places, say: Say
) -> Workflow:
    """Complete a workflow's steps and attach it to its pages and facts, unless they have another."""
    workflow, created = Workflow.objects.get_or_create(name=data.name, defaults={"active": True})
    if created:
        say(f"Workflow “{workflow}”: created")
    for number, (name, keys) in enumerate(data.steps):
        task = GroupApprovalTask.objects.filter(name=name).first()
        if task is None:
            task = GroupApprovalTask.objects.create(name=name)
            say(f"Step “{name}”: created")
        _add_groups(task, (groups[key] for key in keys), say)
        if not workflow.workflow_tasks.filter(task=task).exists():
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
            say(f"Workflow “{workflow}”: step “{name}” added")
    for page in places.pages("own" if data.centre else "shared", data.centre):
        _attach(WorkflowPage, workflow, {"page": page}, f"the pages below “{page.url_path}”", say)
    if data.centre:
        collection = places.collection("own", data.centre)
        _attach(
            OwnerWorkflow, workflow, {"collection": collection}, f"the facts of “{collection}”", say
        )
    else:
        facts = ContentType.objects.get_for_model(Fact)
        _attach(WorkflowContentType, workflow, {"content_type": facts}, "all other facts", say)
    return workflow


def _add_groups(task: GroupApprovalTask, groups: Iterable[Group], say: Say) -> None:
    for group in groups:
        if not task.groups.filter(pk=group.pk).exists():
            task.groups.add(group)
            say(f"Step “{task}”: group “{group}” added")


def _attach(model: Any, workflow: Workflow, where: dict[str, Any], name: str, say: Say) -> None:
    found = model.objects.filter(**where).first()
    if found is None:
        model.objects.create(workflow=workflow, **where)
        say(f"Workflow “{workflow}”: now that of {name}")
    elif found.workflow_id != workflow.pk:
        say(f"Workflow “{workflow}”: not that of {name}, which keep “{found.workflow}”")


# --- What Wagtail brings along -------------------------------------------------------------------


def remove_unused(roles: Roles, say: Say) -> None:
    """Remove Wagtail's own groups and workflow where nobody has used them."""
    for workflow in Workflow.objects.filter(name__in=roles.unused_workflows):
        if WorkflowState.objects.filter(workflow=workflow).exists():
            continue
        tasks = list(workflow.tasks.values_list("pk", flat=True))
        say(f"Workflow “{workflow}”: removed, nothing has used it")
        workflow.delete()
        Task.objects.filter(pk__in=tasks, workflow_tasks=None, task_states=None).delete()
    for group in Group.objects.filter(name__in=roles.unused_groups, user=None):
        if not GroupApprovalTask.objects.filter(groups=group).exists():
            say(f"Group “{group}”: removed, nobody is in it")
            group.delete()
