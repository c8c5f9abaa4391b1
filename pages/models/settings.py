"""What editors set once for the whole site."""

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from ..typography.models import TypesetOnSaveMixin


@register_setting(icon="cog")
class SiteSettings(TypesetOnSaveMixin, BaseSiteSetting):
    """The site's name, its notice, and what the law asks a publisher to say."""

    name = models.CharField(
        _("name of the site"),
        max_length=60,
        default="Baclesse + Becquerel",
        help_text=_("In the header, in the browser’s tab and in search results."),
    )
    tagline_fr = models.CharField(
        _("tagline in French"),
        max_length=120,
        default="Soigner le cancer en Normandie",
        help_text=_("A few words under the name."),
    )
    tagline_en = models.CharField(
        _("tagline in English"), max_length=120, default="Cancer care in Normandy"
    )
    demonstration = models.BooleanField(
        _("demonstration notice"),
        default=True,
        help_text=_(
            "On until both centres have approved the content; search engines are then kept out."
        ),
    )
    demonstration_fr = models.CharField(
        _("notice in French"),
        max_length=250,
        blank=True,
        help_text=_("One sentence above every page while the notice is on."),
    )
    demonstration_en = models.CharField(_("notice in English"), max_length=250, blank=True)
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        blank=True,
        help_text=_(
            "The body that answers for the site. Left empty, the legal notice says “to be completed”."
        ),
    )
    publication_director = models.CharField(
        _("director of publication"),
        max_length=200,
        blank=True,
        help_text=_("Name and function of the person who answers for what is published."),
    )
    host = models.CharField(
        _("host"),
        max_length=300,
        blank=True,
        help_text=_("Name, address and telephone of the company that runs the server."),
    )
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Shown to readers in the legal notice.")
    )
    security_contact = models.EmailField(
        _("security contact"),
        blank=True,
        help_text=_("For those who find a weakness; security.txt gives it."),
    )
    offline = models.BooleanField(
        _("readers may keep pages"),
        default=True,
        help_text=_(
            "“Keep on this device” at the foot of each page. Switched off, what readers have kept is"
            " erased when they come back."
        ),
    )
    feedback = models.BooleanField(
        _("readers may say whether a page was useful"),
        default=True,
        help_text=_(
            "“Was this page useful?” at the foot of each page. Only counts are kept: see the reports."
        ),
    )
    translation_grace_days = models.PositiveSmallIntegerField(
        _("days before readers are told that a translation is behind"),
        default=30,
        help_text=_(
            "Counted from the day on which the other language changed. The notice goes as soon as the"
            " translation is published and marked as up to date."
        ),
    )
    accessibility_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("accessibility statement"),
        help_text=_("Menus add the site’s state to their link to this page, as the law wants it."),
    )

    glossary_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page of the glossary"),
        help_text=_("The list from A to Z leads to its terms there."),
    )
    glossary_edition = models.UUIDField(default=uuid.uuid4, editable=False)

    select_related = ["accessibility_page"]

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("tagline_fr"), FieldPanel("tagline_en")],
            heading=_("Name"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("demonstration"),
                FieldPanel("demonstration_fr"),
                FieldPanel("demonstration_en"),
            ],
            heading=_("Demonstration"),
        ),
        MultiFieldPanel([FieldPanel("translation_grace_days")], heading=_("Translation")),
        MultiFieldPanel([PageChooserPanel("glossary_page")], heading=_("Glossary")),
        MultiFieldPanel([FieldPanel("offline")], heading=_("Reading without a connection")),
        MultiFieldPanel([FieldPanel("feedback")], heading=_("Readers’ answers")),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("publication_director"),
                FieldPanel("host"),
                FieldPanel("contact_email"),
                FieldPanel("security_contact"),
                PageChooserPanel("accessibility_page"),
            ],
            heading=_("Legal notice"),
        ),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def __str__(self) -> str:
        return self.name

    def _in_reader_language(self, field: str) -> str:
        language = "en" if (get_language() or "fr").startswith("en") else "fr"
        return getattr(self, f"{field}_{language}")

    @property
    def tagline(self) -> str:
        return self._in_reader_language("tagline")

    @property
    def demonstration_notice(self) -> str:
        """The slim notice above every page, or an empty string when it is off."""
        return self._in_reader_language("demonstration") if self.demonstration else ""
