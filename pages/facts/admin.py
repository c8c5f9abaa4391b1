"""How the register shows in the admin: the review list, and what protects facts in use."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import ReferenceIndex

from .models import Fact, Source
from .review import FactReviewView, edit_url, still_true


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the review list its addresses."""
    return [
        path("facts/review/", FactReviewView.as_view(), name="fact_review"),
        path(
            "facts/review/results/",
            FactReviewView.as_view(results_only=True),
            name="fact_review_results",
        ),
        path("facts/<int:pk>/still-true/", still_true, name="fact_still_true"),
    ]


class FactReviewMenuItem(MenuItem):
    """The review list in the menu of reports, for those who may change facts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("pages.change_fact")


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put the review list among the reports."""
    return FactReviewMenuItem(
        gettext_lazy("Facts to check"), reverse("fact_review"), icon_name="fact", order=10
    )


def _uses(thing: Model) -> int:
    return ReferenceIndex.get_references_to(thing).count()


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: list[Model]) -> HttpResponse | None:
    """Refuse to delete a fact or a source in use: a fact is retired (unpublished) instead."""
    used = [(thing, _uses(thing)) for thing in instances if isinstance(thing, Fact | Source)]
    used = [(thing, count) for thing, count in used if count]
    if not used:
        return None
    for thing, count in used:
        messages.error(
            request,
            ngettext(
                "“%(thing)s” is used in %(count)d place and can’t be deleted.",
                "“%(thing)s” is used in %(count)d places and can’t be deleted.",
                count,
            )
            % {"thing": thing, "count": count},
        )
    first = used[0][0]
    if isinstance(first, Fact):
        messages.info(
            request, _("Retire a fact by unpublishing it: it then leaves all pages at once.")
        )
        return redirect(edit_url(first))
    return redirect("wagtailsnippets_pages_source:list")
