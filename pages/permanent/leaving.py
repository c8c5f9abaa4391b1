"""Unpublishing, deleting and moving in the admin: what links to the page, and what takes its place."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, ReferenceIndex

from ..services.translations import other_language, twin_of
from ..translation.tracking import other_page
from .finding import follow
from .models import PublicPage
from .recording import ROOT_DEPTH, entry_of, replace

#: So many are listed; Wagtail's own list, one click away, has them all.
MOST_LISTED = 50


@dataclass(frozen=True)
class Referrer:
    """What links to a page: its name, and where it is edited ("" for those who may not)."""

    title: str
    url: str


def referrers(page: Page, user: Any) -> list[Referrer]:
    """Return what links to a page or to one below it, but for these pages themselves.

    One query for each kind of thing, and those of the rights to edit it.
    """
    going = Page.objects.filter(path__startswith=page.path)
    references = ReferenceIndex.get_references_to_in_bulk(going)
    by_kind: dict[int, set[str]] = defaultdict(set)
    for kind, pk in references.values_list("base_content_type", "object_id"):
        by_kind[kind].add(pk)
    finder = AdminURLFinder(user)
    found = []
    for kind, pks in by_kind.items():
        manager = ContentType.objects.get_for_id(kind).model_class()._default_manager  # type: ignore[union-attr]
        for thing in manager.in_bulk(pks).values():
            if not (isinstance(thing, Page) and thing.path.startswith(page.path)):
                found.append(Referrer(str(thing), finder.get_edit_url(thing) or ""))
    return sorted(found, key=lambda item: item.title)


class SuccessorForm(forms.Form):
    """Asks which page takes the place of one that goes; it may stay empty.

    Args:
        page: the page that goes.
        with_all_below: whether the pages below it go too.
    """

    replaced_by = forms.ModelChoiceField(
        Page.objects.live().filter(depth__gt=ROOT_DEPTH),
        label=gettext_lazy("Replaced by"),
        required=False,
        help_text=gettext_lazy(
            "Readers who come by an old link are taken to this page. Without one they are told what the "
            "page was, since when it is gone, and which page is nearest."
        ),
        widget=AdminPageChooser,
    )

    def __init__(self, *args: Any, page: Page, with_all_below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.with_all_below = with_all_below

    def clean_replaced_by(self) -> Page | None:
        successor: Page | None = self.cleaned_data["replaced_by"]
        if successor is None:
            return None
        below = successor.path.startswith(self.page.path)
        if successor.pk == self.page.pk or (below and self.with_all_below):
            raise ValidationError(_("This page goes too. Choose one that stays."))
        if successor.locale_id != self.page.locale_id:
            raise ValidationError(_("Choose a page in the same language."))
        return successor


def likely_successor(page: Page) -> Page | None:
    """Return the twin of the page that took the place of this page in the other language."""
    language = page.locale.language_code
    gone = PublicPage.objects.filter(
        translation_key=page.translation_key, language=other_language(language)
    ).exclude(gone_on=None, replaced_by=None)
    successor = follow(gone.select_related("replaced_by").first())
    if successor is None or successor.translation_key == page.translation_key:
        return None
    return twin_of(successor)


class AskingMixin:
    """Shows what links to the page, and asks for its successor."""

    request: HttpRequest
    successor_form: SuccessorForm | None = None

    def bound_form(self, page: Page, with_all_below: bool) -> SuccessorForm:
        self.successor_form = SuccessorForm(
            self.request.POST, page=page, with_all_below=with_all_below
        )
        return self.successor_form

    def asking(self, page: Page) -> dict[str, Any]:
        """Return what the templates need to show and to ask."""
        form = self.successor_form or SuccessorForm(
            initial={"replaced_by": likely_successor(page)}, page=page, with_all_below=True
        )
        return telling(page, self.request.user) | {"successor_form": form, "form_media": form.media}


def telling(page: Page, user: Any) -> dict[str, Any]:
    """Return what the templates need to show what links to a page."""
    found = referrers(page, user)
    more = max(len(found) - MOST_LISTED, 0)
    return {"referrers": found[:MOST_LISTED], "more_referrers": more, "was_public": page.live}


def _remember(entry: PublicPage | None, form: SuccessorForm) -> None:
    """Note the successor of a page that has just gone."""
    successor = form.cleaned_data["replaced_by"]
    if entry is None or successor is None:
        return
    entry.refresh_from_db()
    if entry.gone_on:
        replace(entry, successor)


class AskingDeleteView(AskingMixin, DeleteView):
    """Deletes a page with all below it."""

    template_name = "pages/admin/confirm_delete.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.bound_form(self.page, with_all_below=True)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        entry = entry_of(self.page)
        response = super().post(request, *args, **kwargs)
        _remember(entry, form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.asking(self.page)


class AskingUnpublishView(AskingMixin, UnpublishView):
    """Takes a page offline."""

    template_name = "pages/admin/confirm_unpublish.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with_all_below = bool(request.POST.get("include_descendants"))
        form = self.bound_form(self.object, with_all_below)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        entry = entry_of(self.object)
        response = super().post(request, *args, **kwargs)
        _remember(entry, form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | self.asking(self.object)


class TellingMoveView(MoveConfirmView):
    """Moves a page: its old addresses lead to it wherever it goes, so that nothing is asked.

    It tells before what comes along, and that the page in the other language stays where it is.
    """

    template_name = "pages/admin/confirm_move.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        below = self.page_to_move.get_descendants()
        return context | {
            **telling(self.page_to_move, self.request.user),
            "new_address": f"{self.destination.get_url(self.request)}{self.page_to_move.slug}/",
            "below": below[:MOST_LISTED],
            "more_below": max(below.count() - MOST_LISTED, 0),
            "twin": other_page(self.page_to_move),
        }
