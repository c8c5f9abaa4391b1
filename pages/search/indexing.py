"""Writing the index: a page's words by the part in which they stand.

One document a page, one posting a word. A page is written when it is published and forgotten when it
no longer is (signals.py); `update_index` writes all of them anew.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Page

from ..facts.drift import plain
from ..facts.page_drift import texts
from ..glossary.models import GlossaryTerm
from ..models import SiteSettings
from ..models.base import BasePage
from ..services.cards import specific_pages
from ..services.mentions import mentioned
from ..services.references import published_facts
from ..typography.rules import set_type
from .models import SearchDocument, SearchPosting, SearchWord
from .registry import About, kind_of
from .words import is_stop_word, stem, words

PARTS = ("title", "name", "summary", "heading", "body")
SUMMARY = {"lead", "search_description", "in_short"}
HEADINGS = ("heading", "question", "label")
BATCH = 100
_BLOCK_END = re.compile(r"</(?:p|li|h\d)>|<br/?>")
_FACT = re.compile(r"<embed[^>]*>")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÝŒ«“])")
_SPACE_LEFT_BY_A_TAG = re.compile(r" (?=[.,)])")
SHORTEST_PASSAGE = 25  # characters; less says nothing out of its place
MOST = 32_767  # what a small integer holds


@dataclass
class Reading:
    """A page's words, counted by the part in which they stand."""

    language: str
    counts: dict[str, Counter[str]] = field(
        default_factory=lambda: {part: Counter() for part in PARTS}
    )
    lengths: Counter[str] = field(default_factory=Counter)
    shown: dict[str, str] = field(default_factory=dict)

    def add(self, part: str, text: str) -> None:
        """Count the words of plain text."""
        compound = ""
        for word in words(text):
            if word.compound and word.compound != compound:
                self._count(part, word.joined)
                self.shown.setdefault(word.joined, word.compound)
            compound = word.compound
            if not is_stop_word(word.folded, self.language):
                self._count(part, word.folded)
                self.shown.setdefault(word.folded, word.shown)

    def _count(self, part: str, folded: str) -> None:
        self.counts[part][stem(folded, self.language)] += 1
        self.lengths[part] += 1


def index_page(page: Page) -> None:
    """Write a page anew; one that isn't live, or isn't one of ours, is forgotten."""
    index_pages([page])


def index_pages(pages: Iterable[Page]) -> None:
    """Write pages anew, as they are stored."""
    ids = [page.pk for page in pages]
    stored = Page.objects.filter(pk__in=ids, live=True, depth__gt=1).select_related("locale")
    ours = [page for page in stored if issubclass(page.specific_class or Page, BasePage)]
    for page in specific_pages(ours):
        ids.remove(page.pk)
        _write(page)
    SearchDocument.objects.filter(page_id__in=ids).delete()


def forget(page: Page) -> None:
    """Find a page no longer."""
    SearchDocument.objects.filter(page_id=page.pk).delete()


def glossary_pages() -> Iterable[Page]:
    """Return the page of the glossary in each language; none where the settings name none."""
    chosen = SiteSettings.objects.exclude(glossary_page=None).values("glossary_page")
    keys = Page.objects.filter(pk__in=chosen).values("translation_key")
    return Page.objects.filter(translation_key__in=keys)


def rebuild() -> int:
    """Write the index of all live pages anew and return how many there are."""
    SearchWord.objects.all().delete()
    SearchDocument.objects.filter(page__live=False).delete()
    ids = list(Page.objects.live().filter(depth__gt=1).values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        index_pages(Page.objects.filter(pk__in=ids[start : start + BATCH]))
    return SearchDocument.objects.count()


def _about_glossary(page: Any) -> About:
    """The page of the glossary is about its terms, which stand on no page."""
    if page.pk not in {item.pk for item in glossary_pages()}:
        return About()
    terms = GlossaryTerm.objects.filter(locale=page.locale, live=True).order_by("key")
    return About(
        names=[name for term in terms for name in (term.term, *term.also.splitlines())],
        texts=[term.definition for term in terms],
    )


@transaction.atomic
def _write(page: Any) -> None:
    language = page.locale.language_code
    with translation.override(language):
        kind = kind_of(type(page))
        about = kind.about(page) if kind.about else _about_glossary(page)
        reading, passages = _read(page, about)
    fields = {
        "language": language,
        "kind": kind.key,
        "places": " ".join(about.places),
        "title": page.title,
        "summary": set_type(clean(page.lead), language),
        "passages": "\n".join(set_type(passage, language) for passage in passages),
        "date": _date(page),
        **{f"{part}_length": reading.lengths[part] for part in PARTS},
    }
    document, _created = SearchDocument.objects.update_or_create(page_id=page.pk, defaults=fields)
    document.postings.all().delete()
    terms = sorted(set().union(*reading.counts.values()))
    SearchPosting.objects.bulk_create(
        [
            SearchPosting(
                document=document,
                language=language,
                term=term,
                **{part: min(reading.counts[part][term], MOST) for part in PARTS},
            )
            for term in terms
        ],
        batch_size=500,
    )
    SearchWord.objects.bulk_create(
        [
            SearchWord(
                language=language,
                folded=folded,
                shown=shown[: SearchWord._meta.get_field("shown").max_length],
                stem=stem(folded, language),
                length=len(folded),
            )
            for folded, shown in reading.shown.items()
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def _read(page: Any, about: About) -> tuple[Reading, list[str]]:
    reading = Reading(page.locale.language_code)
    passages: list[str] = []
    reading.add("title", clean(page.title))
    for name in dict.fromkeys(about.names):
        reading.add("name", clean(name))
    for place, text in texts(page):
        if place == "title" or not text:
            continue
        last = re.split(r"[./]", place)[-1]
        part = "summary" if place in SUMMARY else "heading" if last in HEADINGS else "body"
        reading.add(part, clean(plain(text)))
        if part == "body" or place == "in_short":
            passages += sentences(text)
    for text in about.texts:
        reading.add("body", clean(text))
    fact_ids, _page_ids = mentioned(page)
    for fact in published_facts(fact_ids).values():
        reading.add("body", clean(f"{fact.in_language('label')} {fact.wording}"))
    return reading, passages


def sentences(rich_text: str) -> Iterator[str]:
    """Yield the sentences of rich text in which no fact stands."""
    for paragraph in _BLOCK_END.split(rich_text):
        marked = clean(plain(_FACT.sub(" \x00 ", paragraph)), keep_mark=True)
        for sentence in _SENTENCE.split(marked):
            if len(sentence) >= SHORTEST_PASSAGE and "\x00" not in sentence:
                yield _SPACE_LEFT_BY_A_TAG.sub("", sentence)


def clean(text: str, *, keep_mark: bool = False) -> str:
    """Return text in NFC on one line, without NULs (unless they are our own marks)."""
    text = text if keep_mark else text.replace("\x00", " ")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _date(page: Any) -> Any:
    """Return the day of an article, or that on which the page last changed."""
    published = page.last_published_at or page.first_published_at
    return getattr(page, "date", None) or (timezone.localdate(published) if published else None)
