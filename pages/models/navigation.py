"""The menus of the header and the footer, and the like: pages in an order, one list for both languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from ..typography.models import TypesetOnSaveMixin


class Menu(ClusterableModel):
    """A list of pages; each is shown in the reader's language, or left out where it isn't live there."""

    class Place(models.TextChoices):
        HEADER = "header", _("Header")
        RIGHTS = "rights", _("Footer, your rights")
        EVERYONE = "everyone", _("Footer, for everyone")
        OFFLINE = "offline", _("Kept along with pages that readers keep")

    place = models.CharField(
        _("place"),
        max_length=10,
        choices=Place,
        unique=True,
        help_text=_("Where on the site these pages are listed."),
    )

    panels = [FieldPanel("place"), InlinePanel("items", heading=_("Pages"), label=_("page"))]

    class Meta:
        ordering = ["place"]
        verbose_name = _("menu")
        verbose_name_plural = _("menus")

    def __str__(self) -> str:
        return self.get_place_display()


class MenuItem(TypesetOnSaveMixin, Orderable):
    """One page of a menu, with a shorter name where its title is long."""

    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("In French or in English: each reader gets the right one."),
    )
    label_fr = models.CharField(
        _("name in French"),
        max_length=40,
        blank=True,
        help_text=_("Only where the page’s title is too long for a menu."),
    )
    label_en = models.CharField(_("name in English"), max_length=40, blank=True)

    panels = [PageChooserPanel("page"), FieldPanel("label_fr"), FieldPanel("label_en")]

    class Meta(Orderable.Meta):
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")

    def __str__(self) -> str:
        return self.label_fr or self.page.title
