"""The home page of each language."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from pages.models import BasePage

from ..services.structured_data import hospital


class HomePage(BasePage):
    """Where am I, which centre is near me, whom do I call: the first screen answers these three."""

    hero = models.CharField(
        _("headline"), max_length=90, help_text=_("The words on the first poster.")
    )

    template = "centres/home_page.html"
    page_description = _("The home page of a language")
    max_count = 2
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "centres.CentreIndexPage",
        "centres.SpecialityIndexPage",
        "centres.AwardIndexPage",
        "pages.ArticleIndexPage",
        "pages.StandardPage",
    ]

    def structured_data(self, context: dict[str, Any]) -> dict[str, Any]:
        return {"about": [hospital(contact.centre) for contact in context["contacts"]]}

    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("hero"),
        *BasePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def share_title(self) -> str:
        return self.hero or self.title
