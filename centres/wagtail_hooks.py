"""How the records show in the admin: one group, each record once for both languages."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import Award, Centre, Partner, Person, Project, Speciality


def chooser(*fields: str) -> type[SnippetChooserViewSet]:
    """Return a chooser that also creates a record with these fields, in place, from a page's form."""
    return type(
        "RecordChooserViewSet", (SnippetChooserViewSet,), {"form_fields": [*fields, "collection"]}
    )


class CentreViewSet(SnippetViewSet):
    """The two centres, with their addresses and telephones."""

    model = Centre
    icon = "home"
    list_display = ["name_fr", "town"]


class SpecialityViewSet(SnippetViewSet):
    """Specialities of the centres."""

    model = Speciality
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "centres", "paint", "illustration")
    icon = "tag"
    list_display = ["name_fr", "name_en"]


class PartnerViewSet(SnippetViewSet):
    """Partners of the centres."""

    model = Partner
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "kind", "website")
    icon = "group"
    list_display = ["name_fr", "kind"]
    list_filter = ["kind"]


class AwardViewSet(SnippetViewSet):
    """Prizes, rankings and accreditations."""

    model = Award
    chooser_viewset_class = chooser("key", "name_fr", "name_en", "kind", "year", "centre", "fact")
    icon = "pick"
    list_display = ["name_fr", "year", "centre"]
    list_filter = ["kind", "year", "centre"]


class ProjectViewSet(SnippetViewSet):
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
