"""What the search keeps: its index of live pages, and what editors teach it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from .words import LONGEST


class SearchDocument(models.Model):
    """A live page as the search knows it (indexing.py writes it).

    Attributes:
        kind: which kind of page it is, and `places` whose it is,
            separated by spaces (registry.py).
        passages: what may be shown of its text, one passage a line (passages.py). Sentences with a
            fact are not among them: a fact never stands anywhere without its state.
        date: the day that a result shows.
        title_length, ...: how many words each part has.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="search_document"
    )
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=40)
    places = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    passages = models.TextField(blank=True)
    date = models.DateField(null=True)
    title_length = models.PositiveIntegerField(default=0)
    name_length = models.PositiveIntegerField(default=0)
    summary_length = models.PositiveIntegerField(default=0)
    heading_length = models.PositiveIntegerField(default=0)
    body_length = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["language"], name="search_document_language")]

    def __str__(self) -> str:
        return self.title


class SearchPosting(models.Model):
    """How often a page has a word in its title, its record's names, its summary, headings and body."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="postings")
    language = models.CharField(max_length=8)
    term = models.CharField(max_length=LONGEST)
    title = models.PositiveSmallIntegerField(default=0)
    name = models.PositiveSmallIntegerField(default=0)
    summary = models.PositiveSmallIntegerField(default=0)
    heading = models.PositiveSmallIntegerField(default=0)
    body = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["language", "term"], name="search_posting_term")]

    def __str__(self) -> str:
        return self.term


class SearchWord(models.Model):
    """A word that some page has or had: what a misspelt one is compared with."""

    language = models.CharField(max_length=8)
    folded = models.CharField(max_length=LONGEST)
    shown = models.CharField(max_length=LONGEST)
    stem = models.CharField(max_length=LONGEST)
    length = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "folded"], name="search_word_once")
        ]
        indexes = [models.Index(fields=["language", "length"], name="search_word_length")]

    def __str__(self) -> str:
        return self.shown


class SearchSynonym(models.Model):
    """Words that mean the same to a reader; commas separate them."""

    language = models.CharField(
        _("language"),
        max_length=8,
        choices=settings.LANGUAGES,
        help_text=_("The language in which readers search."),
    )
    typed = models.TextField(
        _("what readers type"),
        help_text=_("Words and short phrases with commas between: rdv, rendez-vous."),
    )
    also = models.TextField(
        _("what is looked for as well"),
        blank=True,
        help_text=_("Left empty, each of the words above stands for the others."),
    )

    panels = [FieldPanel("language"), FieldPanel("typed"), FieldPanel("also")]

    class Meta:
        ordering = ["language", "typed"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.typed} → {self.also}" if self.also else self.typed

    @property
    def typed_phrases(self) -> list[str]:
        return _phrases(self.typed)

    @property
    def also_phrases(self) -> list[str]:
        return _phrases(self.also) or self.typed_phrases


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip()]
