"""Where facts come from: published sources, and what each says of a fact."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from .. import formats
from ..languages import reader_language
from ..typography.models import TypesetOnSaveMixin
from ..typography.rules import set_name
from ..typography.setting import typeset_fields


class Source(TypesetOnSaveMixin, models.Model):
    """A published page, article or study on which facts rest."""

    key = models.SlugField(_("key"), unique=True, help_text=_("A short name that never changes."))
    title = models.CharField(
        _("title"), max_length=250, help_text=_("As published, in its own language.")
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        help_text=_("Who stands behind it: a centre, a ministry, a newspaper."),
    )
    address = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Copied from the browser, with https://."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="fr",
        help_text=_("The language in which it is written."),
    )
    published_on = models.CharField(
        _("published on"),
        max_length=10,
        blank=True,
        validators=[formats.validate_partial_date],
        help_text=_("A year (2021), a month (2021-09) or a day (2021-09-03)."),
    )
    read_on = models.DateField(_("read on"), help_text=_("The day on which somebody last read it."))

    panels = [
        FieldPanel("title"),
        FieldPanel("publisher"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("published_on"), FieldPanel("read_on")]),
        FieldPanel("key"),
    ]

    class Meta:
        ordering = ["publisher", "title"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"

    def typeset(self) -> int:
        return typeset_fields(self, self.language, title=set_name) + super().typeset()


class FactSource(Orderable):
    """That a fact rests on a source, and what this source says where sources differ."""

    fact = ParentalKey("pages.Fact", on_delete=models.CASCADE, related_name="fact_sources")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="fact_sources",
        verbose_name=_("source"),
        help_text=_("Where this can be read. Add a missing source under Facts first."),
    )
    value = models.CharField(
        _("value here"),
        max_length=120,
        blank=True,
        help_text=_("Only where this source gives another value."),
    )
    note_fr = models.CharField(
        _("note in French"),
        max_length=300,
        blank=True,
        help_text=_("What a reader should know about this source."),
    )
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)

    panels = [
        FieldPanel("source"),
        FieldPanel("value"),
        FieldRowPanel([FieldPanel("note_fr"), FieldPanel("note_en")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source of a fact")
        verbose_name_plural = _("sources of facts")

    def __str__(self) -> str:
        return str(self.source)

    @property
    def note(self) -> str:
        return getattr(self, f"note_{reader_language()}")

    # The templates read a source through its relation, so that the note stays beside it.
    @property
    def title(self) -> str:
        return self.source.title

    @property
    def publisher(self) -> str:
        return self.source.publisher

    @property
    def url(self) -> str:
        return self.source.address

    @property
    def language(self) -> str:
        return self.source.language

    @property
    def published_on(self) -> str:
        return self.source.published_on

    @property
    def read_on(self) -> date:
        return self.source.read_on
