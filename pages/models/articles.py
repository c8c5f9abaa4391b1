"""Dated news and features."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from ..formats import format_partial_date
from ..services.cards import cards_for
from .base import HOME, BasePage


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
        articles = ArticlePage.objects.child_of(self).live().order_by("-date", "title")
        context["cards"] = cards_for(articles, request)
        return context


class ArticlePage(BasePage):
    """A dated piece of news or a feature."""

    date = models.DateField(
        _("date"), help_text=_("The day on which it happened or was announced.")
    )

    template = "pages/article_page.html"
    page_description = _("A dated piece of news or a feature")
    parent_page_types = ["pages.ArticleIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("date"),
        *BasePage.content_panels[1:],
    ]

    def card_meta(self) -> str:
        return format_partial_date(self.date, self.locale.language_code)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
