"""Photographs that readers see and that nobody has described: the report, and what concerns one editor.

The form asks for a description in both languages or for "decorative". What came in by another way (a
script, an import) is found here.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page, ReferenceIndex

from .models import CustomImage
from .tables import Editable, PlacesColumn, TranslatedReportView


def undescribed_in_use() -> dict[int, list[Page]]:
    """Return the photographs that lack a description, by id, each with the live pages that show it.

    Three queries, however many there are; one where all are described.
    """
    lacking = CustomImage.objects.filter(Q(alt_fr="") | Q(alt_en=""), decorative=False)
    ids = [str(pk) for pk in lacking.values_list("pk", flat=True)]
    if not ids:
        return {}
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(CustomImage),
        to_object_id__in=ids,
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    pairs = {
        (int(image), int(page)) for image, page in uses.values_list("to_object_id", "object_id")
    }
    live = Page.objects.live().select_related("locale").in_bulk({page for _image, page in pairs})
    found: dict[int, list[Page]] = {}
    for image, page in sorted(pairs):
        if page in live:
            found.setdefault(image, []).append(live[page])
    return found


def images_without_text(user: Any) -> list[CustomImage]:
    """Return the photographs without a description on live pages that somebody may edit."""
    ids = undescribed_in_use()
    if not ids:
        return []
    editable = Editable(user)
    images = CustomImage.objects.filter(pk__in=ids).order_by("title")
    return [image for image in images if image in editable]


def edit_url(image: CustomImage) -> str:
    """Return where a photograph is described."""
    return reverse("wagtailimages:edit", args=[image.pk])


class ImageReportView(TranslatedReportView):
    """The photographs without a description: everybody sees them, and describes those in their charge."""

    model = CustomImage
    page_title = gettext_lazy("Images without text")
    header_icon = "image"
    index_url_name = "images_without_text"
    index_results_url_name = "images_without_text_results"
    default_ordering = "title"
    export_filename = "images"
    list_export = ["title", "missing", "places_text"]
    export_headings = {
        "title": gettext_lazy("Photograph"),
        "missing": gettext_lazy("What is missing"),
        "places_text": gettext_lazy("Places"),
    }
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Photograph"),
            sort_key="title",
            get_url=lambda image: image.report_url,
        ),
        Column("missing", label=gettext_lazy("What is missing")),
        PlacesColumn("places", label=gettext_lazy("Places")),
    ]

    @cached_property
    def uses(self) -> dict[int, list[Page]]:
        """The photographs in question with their pages, read once for the request."""
        return undescribed_in_use()

    def get_base_queryset(self) -> "QuerySet[CustomImage]":
        return CustomImage.objects.filter(pk__in=self.uses)

    def decorate_paginated_queryset(self, images: Any) -> Any:
        """Tell each photograph what it lacks, where it stands, and where this user may mend it."""
        editable = Editable(self.request.user)
        images = list(images)
        for image in images:
            here = self.uses[image.pk]
            texts = [f"{page.title} · {page.locale.get_display_name()}" for page in here]
            urls = [
                reverse("wagtailadmin_pages:edit", args=[page.pk]) if page in editable else ""
                for page in here
            ]
            image.missing = ", ".join(missing(image))
            image.report_url = edit_url(image) if image in editable else None
            image.places = list(zip(texts, urls, strict=True))
            image.places_text = "\n".join(texts)
        return images


def missing(image: CustomImage) -> list[str]:
    """Return which descriptions a photograph lacks, in the user's words."""
    names = {"alt_fr": _("text in French"), "alt_en": _("text in English")}
    return [name for field, name in names.items() if not getattr(image, field)]


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Give the report its addresses."""
    return [
        path("reports/images/", ImageReportView.as_view(), name="images_without_text"),
        path(
            "reports/images/results/",
            ImageReportView.as_view(results_only=True),
            name="images_without_text_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put the report in its menu."""
    return MenuItem(
        gettext_lazy("Images without text"),
        reverse("images_without_text"),
        icon_name="image",
        order=30,
    )
