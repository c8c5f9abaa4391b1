"""Starting a translation, seeing what has changed, and saying that it is up to date."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Page

from ..models.base import BasePage
from . import words
from .drafting import translate
from .standing import Standing
from .tracking import confirm, may_translate, other_page


def edit_url(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


class TranslateView(SubmitPageTranslationView):
    """Makes the draft in the other language, in one click; Wagtail's own checks of rights hold."""

    template_name = "pages/admin/translate.html"

    def get_object(self) -> BasePage:
        page = super().get_object()
        if not isinstance(page, BasePage) or not may_translate(self.request.user, page):
            raise PermissionDenied
        return page

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._already() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if found := self._already():
            return found
        if self._parent_to_translate():
            return self.get(request)
        draft = translate(self.object, request.user)
        messages.success(
            request,
            _("The draft is ready: translate its words. It is online only once it is published."),
        )
        return redirect(edit_url(draft.pk))

    def _already(self) -> HttpResponse | None:
        twin = other_page(self.object)
        if twin is None:
            return None
        messages.info(self.request, _("This page is translated already: here is its translation."))
        return redirect(edit_url(twin.pk))

    def _parent_to_translate(self) -> Page | None:
        parent = self.object.get_parent()
        return None if parent.is_root() or other_page(parent) else parent.specific

    def get_title(self) -> str:
        return words.translate_to(Standing(self.object, self.request.user).other)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "view": self,
            "page": self.object,
            "action": self.get_title(),
            "parent": self._parent_to_translate(),
        }


def _page(request: HttpRequest, page_id: int) -> BasePage:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, BasePage):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


class ChangesView(WagtailAdminTemplateMixin, TemplateView):
    """What the other language said when a page was last up to date, and what has changed since."""

    template_name = "pages/admin/translation_changes_page.html"
    header_icon = "globe"
    page: BasePage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = _page(request, kwargs["page_id"])
        self.standing = Standing(self.page, request.user)
        if self.standing.twin is None:
            messages.info(request, words.no_twin(self.standing.other))
            return redirect(edit_url(self.page.pk))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return words.changes_title(self.standing.other)

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            {"url": reverse("translation_report"), "label": _("Translations")},
            {"url": edit_url(self.page.pk), "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        other = {"language": words.wanted(self.standing.other)}
        here = {"language": words.wanted(self.standing.language)}
        return context | {
            "standing": self.standing,
            "summary": summary(self.standing),
            "whole_text": words.whole_text(self.standing.other),
            "other": words.wanted(self.standing.other),
            "was_label": _("%(language)s: when this was translated") % other,
            "now_label": _("%(language)s: what has changed") % other,
            "here_label": _("%(language)s: your latest draft") % here,
            "edit_url": edit_url(self.page.pk),
            "twin_edit_url": edit_url(self.standing.twin.pk) if self.standing.twin else "",
        }


def summary(standing: Standing) -> str:
    """Say in a sentence how a page stands to its twin."""
    record = standing.record
    if standing.twin is None:
        return words.no_twin(standing.other)
    if record is None:
        return ""
    if standing.behind:
        return words.changed(standing.other, record.confirmed_at, len(standing.changes))
    if not standing.page.live:
        return words.begun(standing.other, record.confirmed_at)
    return words.in_step(standing.other, record.confirmed_at)


@require_POST
def mark_up_to_date(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that a page is up to date with its twin, unless that has changed again meanwhile."""
    page = _page(request, page_id)
    if not may_translate(request.user, page):
        raise PermissionDenied
    standing = Standing(page, request.user)
    if standing.twin is None:
        messages.error(request, words.no_twin(standing.other))
    elif request.POST.get("seen") != str(standing.seen_revision):
        messages.error(
            request, _("It has changed again meanwhile. Look at what has changed, then mark it.")
        )
        return redirect("translation_changes", page.pk)
    else:
        confirm(page, standing.twin, request.user)
        messages.success(request, _confirmed(page))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if safe else edit_url(page.pk))


def _confirmed(page: BasePage) -> str:
    title = page.get_admin_display_title()
    if page.live and not page.has_unpublished_changes:
        return _("“%(title)s” is marked as up to date.") % {"title": title}
    return _("“%(title)s” is marked as up to date. Readers get it once it is published.") % {
        "title": title
    }
