"""Dated news and features."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from ..formats import format_partial_date
from ..identity.names import page_id
from ..services.cards import cards_for
from ..services.keeping import depends_on
from ..services.record_pages import page_type_about, record_cards
from ..services.structured_data import day, filled, things
from .base import HOME, BasePage

#: More than a reader looks through at once; what is older is a page further on.
PAGE_LENGTH = 30


class ArticleIndexPage(BasePage):
    """The list of articles, newest first."""

    template = "pages/article_index_page.html"
    page_description = _("The list of articles, newest first")
    parent_page_types = [HOME]
    subpage_types = ["pages.ArticlePage"]

    class Meta:
        verbose_name = _("article index")
        verbose_name_plural = _("article indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # Their cards fetch what they show: here all are sorted, of which there may be thousands.
        articles = ArticlePage.objects.child_of(self).live().only("content_type")
        articles = articles.order_by("-date", "title", "pk")
        listed = Paginator(articles, PAGE_LENGTH).get_page(request.GET.get("page"))
        if listed.number > 1:
            depends_on({"page": str(listed.number)})
        context["cards"] = cards_for(listed.object_list, request)
        context["listed"] = listed
        # The first has no other address than the index itself.
        newer = f"?page={listed.number - 1}" if listed.number > 2 else self.get_url(request)
        context["newer_url"] = newer
        context["older_url"] = f"?page={listed.number + 1}"
        return context


class ArticlePage(BasePage):
    """A dated piece of news or a feature."""

    date = models.DateField(
        _("date"), help_text=_("The day on which it happened or was announced.")
    )

    subjects = ParentalManyToManyField(
        settings.ARTICLE_SUBJECT_MODEL,
        verbose_name=_("about"),
        blank=True,
        related_name="articles",
        help_text=_("Whom the news is about; it then stands in their feeds too."),
    )

    template = "pages/article_page.html"
    page_description = _("A dated piece of news or a feature")
    parent_page_types = ["pages.ArticleIndexPage"]
    subpage_types: list[str] = []
    card_fields: ClassVar[tuple[str, ...]] = ("date",)

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("date"),
        FieldPanel("subjects", widget=CheckboxSelectMultiple),
        *BasePage.content_panels[1:],
    ]

    def card_meta(self) -> str:
        return format_partial_date(self.date, self.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        subjects = self.subjects.all()
        model = page_type_about(subjects.model)
        context["subjects"] = record_cards(model, subjects, self.locale.language_code, request)
        return context

    def thing(self) -> dict[str, Any]:
        return {"@type": "Article", "@id": f"{page_id(self)}-article", "headline": self.title}

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        article = {
            **self.thing(),
            "mainEntityOfPage": {"@id": page_id(self)},
            "description": self.lead,
            "inLanguage": self.locale.language_code,
            "datePublished": day(self.first_published_at),
            "dateModified": day(self.last_published_at),
            "about": things(context["subjects"]),
        }
        return {"mainEntity": filled(article)}

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
