"""Admin views of things that a collection owns: each asks for the rights on the thing it shows.

Wagtail 8's snippet views ask whether somebody has a right on "some facts"; here that isn't enough.
"""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.views.generic import (
    CreateEditViewOptionalFeaturesMixin,
    IndexView,
    PermissionCheckedMixin,
)
from wagtail.admin.views.generic.chooser import CreationFormMixin
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from .permissions import OwnerPermissionPolicy


def limit_collections(form: Any, policy: OwnerPermissionPolicy, user: Any) -> None:
    """Offer in a form only the collections in which somebody may add, and the one where the thing is.

    Args:
        form: of an owned model; nothing is done where it doesn't ask for the collection.
        policy: of this model.
        user: who fills in the form.
    """
    field = form.fields.get("collection")
    if field is None:
        return
    allowed = set(
        policy.collections_user_has_permission_for(user, "add").values_list("pk", flat=True)
    )
    if form.instance.pk:
        allowed.add(form.instance.collection_id)
    field.queryset = Collection.objects.filter(pk__in=allowed)
    field.empty_label = None
    if form.instance.pk is None:
        field.initial = field.queryset.values_list("pk", flat=True).first()


class OwnedMixin:
    """For any of Wagtail's permission-checked views: asks about the thing named in the address."""

    model: type[Model]
    request: HttpRequest
    _key: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Some views take the key out of their keyword arguments, so it is noted here.
        self._key = kwargs.get("pk")
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def permission_policy(self) -> OwnerPermissionPolicy:
        """The model's policy, at the collection of the thing as it is stored, not as it is drafted."""
        policy = policy_registry.get_by_type(self.model)
        if self._key is None:
            return policy
        stored = self.model._default_manager.select_related("collection")
        thing: Any = stored.filter(pk=unquote(str(self._key))).first()
        return policy.at(thing.collection) if thing else policy


class OwnedListMixin(OwnedMixin):
    """A list of all things, with links to those that somebody may change."""

    def get_base_queryset(self) -> "QuerySet[Any]":
        return super().get_base_queryset().select_related("collection")  # type: ignore[misc]

    def _may(self, action: str, thing: Any) -> bool:
        return self.permission_policy.user_has_permission_for_instance(
            self.request.user, action, thing
        )

    def get_edit_url(self, instance: Any) -> str | None:
        return super().get_edit_url(instance) if self._may("change", instance) else None  # type: ignore[misc]

    def get_copy_url(self, instance: Any) -> str | None:
        return super().get_copy_url(instance) if self._may("add", instance) else None  # type: ignore[misc]

    def get_delete_url(self, instance: Any) -> str | None:
        return super().get_delete_url(instance) if self._may("delete", instance) else None  # type: ignore[misc]


class OwnedFormMixin(OwnedMixin):
    """A form in which a thing is created or edited, by those who may do so for its owner."""

    action: str

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        limit_collections(form, policy_registry.get_by_type(self.model), self.request.user)
        return form

    def is_valid(self, form: Any) -> bool:
        valid = super().is_valid(form)  # type: ignore[misc]
        policy = policy_registry.get_by_type(self.model)
        if (
            valid
            and self.action == "publish"
            and not policy.user_has_permission_for_instance(
                self.request.user, "publish", form.instance
            )
        ):
            form.add_error("collection", ValidationError(_("You can’t publish for this owner.")))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return False
        return valid

    def submit_action(self) -> None:
        # The owner may just have been chosen: the workflow is theirs.
        self.workflow = self.object.get_workflow()  # type: ignore[attr-defined]
        return super().submit_action()  # type: ignore[misc]


def owned(view_class: type) -> type:
    """Return a permission-checked view class as one that asks about the thing it shows."""
    mixin: type = OwnedMixin
    if issubclass(view_class, IndexView):
        mixin = OwnedListMixin
    elif issubclass(view_class, CreateEditViewOptionalFeaturesMixin):
        mixin = OwnedFormMixin
    return type(view_class.__name__, (mixin, view_class), {"__module__": view_class.__module__})


class OwnedChooserMixin:
    """Creates a thing from within a chooser, in a collection in which somebody may add."""

    def get_creation_form(self) -> Any:
        form = super().get_creation_form()  # type: ignore[misc]
        if form is not None:
            limit_collections(form, self.permission_policy, self.request.user)  # type: ignore[attr-defined]
        return form


class OwnedChooserViewSet(SnippetChooserViewSet):
    """The chooser of an owned model."""

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        if issubclass(view_class, CreationFormMixin):
            view_class = type(view_class.__name__, (OwnedChooserMixin, view_class), {})
        return super().construct_view(view_class, **kwargs)


class OwnedSnippetViewSet(SnippetViewSet):
    """The admin of an owned model: every view of it, whoever defines it, asks about its thing."""

    chooser_viewset_class = OwnedChooserViewSet

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        if issubclass(view_class, PermissionCheckedMixin):
            view_class = owned(view_class)
        return super().construct_view(view_class, **kwargs)

    def get_permissions_to_register(self) -> "QuerySet[Any]":
        """Return nothing: these rights are given by collection, in a panel of their own."""
        return super().get_permissions_to_register().none()


@hooks.register("construct_snippet_action_menu")
def hide_what_is_refused(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Leave "publish" and "unpublish" out where somebody may do so for other owners only."""
    thing = context.get("instance")
    policy = policy_registry.get(thing) if thing else None
    if isinstance(policy, OwnerPermissionPolicy) and not policy.user_has_permission_for_instance(
        request.user, "publish", thing
    ):
        items[:] = [
            item for item in items if not isinstance(item, PublishMenuItem | UnpublishMenuItem)
        ]


# --- Giving the rights by hand -------------------------------------------------------------------


def rights_panel(model: type[Model], actions: dict[str, Any], icon: str) -> type:
    """Return the part of a group's form in which rights on a model are given by collection.

    Args:
        model: an owned model.
        actions: what can be allowed ("change"), and how the form calls it.
        icon: beside the heading.
    """
    options = model._meta
    kinds = [(f"{action}_{options.model_name}", label, label) for action, label in actions.items()]
    panel = collection_member_permission_formset_factory(
        model,
        kinds,
        "pages/admin/owner_permissions.html",
        f"{options.model_name}_owner_permissions",
    )
    panel.heading, panel.icon = options.verbose_name_plural, icon
    return panel
