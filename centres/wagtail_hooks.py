"""How the records show in the admin: one group, each record once for both languages."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.owned_views import OwnedChooserViewSet, OwnedSnippetViewSet, rights_panel

from .models import Award, Centre, Partner, Person, Project, Speciality


def chooser(*fields: str) -> type[SnippetChooserViewSet]:
    """Return a chooser that also creates a record with these fields, in place, from a page's form."""
    return type(
        "RecordChooserViewSet", (OwnedChooserViewSet,), {"form_fields": [*fields, "collection"]}
    )


class CentreViewSet(OwnedSnippetViewSet):
    """The two centres, with their addresses and telephones."""

    model = Centre
    icon = "home"
    list_display = ["name_fr", "town"]


class SpecialityViewSet(OwnedSnippetViewSet):
    """Specialities of the centres."""

    model = Speciality
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "centres", "paint", "illustration")
    icon = "tag"
    list_display = ["name_fr", "name_en"]


class PartnerViewSet(OwnedSnippetViewSet):
    """Partners of the centres."""

    model = Partner
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "kind", "website")
    icon = "group"
    list_display = ["name_fr", "kind"]
    list_filter = ["kind"]


class AwardViewSet(OwnedSnippetViewSet):
    """Prizes, rankings and accreditations."""

    model = Award
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "kind", "year", "centre", "fact")
    icon = "pick"
    list_display = ["name_fr", "year", "centre"]
    list_filter = ["kind", "year", "centre"]


class ProjectViewSet(OwnedSnippetViewSet):
    """Projects with their milestones."""

    model = Project
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "kind", "centres")
    icon = "calendar"
    list_display = ["name_fr", "kind"]
    list_filter = ["kind"]


class PersonViewSet(SnippetViewSet):
    """People with a public role, each role with its dates."""

    model = Person
    icon = "user"
    list_display = ["name", "title"]


class RecordsGroup(SnippetViewSetGroup):
    """All records, together in the admin's menu."""

    items = (
        CentreViewSet,
        SpecialityViewSet,
        PartnerViewSet,
        AwardViewSet,
        ProjectViewSet,
        PersonViewSet,
    )
    menu_label = _("Records")
    menu_icon = "folder-inverse"
    menu_order = 160


register_snippet(RecordsGroup)


def _register_rights(viewset: type[OwnedSnippetViewSet]) -> None:
    actions = {"add": _("Add"), "change": _("Edit"), "delete": _("Delete")}
    panel = rights_panel(viewset.model, actions, viewset.icon)
    hooks.register("register_group_permission_panel", lambda: panel)


for _viewset in (CentreViewSet, SpecialityViewSet, PartnerViewSet, AwardViewSet, ProjectViewSet):
    _register_rights(_viewset)
