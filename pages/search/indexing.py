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
from ..glossary.edition import Term, glossary
from ..models import SiteSettings
from ..models.base import BasePage
from ..services.cards import specific_pages
from ..services.mentions import mentioned
from ..services.references import published_facts
from ..typography.rules import set_type
from .models import SearchDocument, SearchPosting, SearchWord
from .passages import Passage
from .registry import About, kind_of
from .words import is_stop_word, stem, words

PARTS = ("title", "name", "summary", "heading", "body")
SUMMARY = {"lead", "search_description", "in_short"}
HEADINGS = ("heading", "question", "label")
BATCH = 100  # pages that are in memory at once
ROWS = 500  # of a table, written by one query
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


@dataclass
class Entry:
    """What the index says of one page."""

    document: SearchDocument
    reading: Reading

    def postings(self) -> Iterator[SearchPosting]:
        """Yield the page's terms, in their order."""
        counts = self.reading.counts
        for term in sorted(set().union(*counts.values())):
            yield SearchPosting(
                document=self.document,
                language=self.reading.language,
                term=term,
                **{part: min(counts[part][term], MOST) for part in PARTS},
            )

    def words(self) -> Iterator[SearchWord]:
        """Yield the page's words, as they are written there."""
        language = self.reading.language
        longest = SearchWord._meta.get_field("shown").max_length
        for folded, shown in self.reading.shown.items():
            yield SearchWord(
                language=language,
                folded=folded,
                shown=shown[:longest],
                stem=stem(folded, language),
                length=len(folded),
            )


def index_pages(pages: Iterable[Page]) -> None:
    """Write pages anew, as they are stored; those that aren't live, or aren't ours, are forgotten.

    So many queries for a hundred as for one, but for their facts.
    """
    ids = [page.pk for page in pages]
    for start in range(0, len(ids), BATCH):
        _index(ids[start : start + BATCH])


def _index(ids: list[int]) -> None:
    stored = Page.objects.filter(pk__in=ids, live=True, depth__gt=1).select_related("locale")
    ours = [page for page in stored if issubclass(page.specific_class or Page, BasePage)]
    glossaries = {page.pk for page in glossary_pages()}
    entries = [_entry(page, page.pk in glossaries) for page in specific_pages(ours)]
    written = {entry.document.page_id for entry in entries}
    SearchDocument.objects.filter(page_id__in=set(ids) - written).delete()
    _write(entries)


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
    index_pages(Page.objects.live().filter(depth__gt=1).only("pk"))
    return SearchDocument.objects.count()


def _about_glossary(page: Any) -> About:
    """The page of the glossary is about its terms, which stand on no page."""
    terms = glossary(None, page.locale.language_code).terms
    return About(
        names=[name for term in terms for name in term.forms],
        texts=[term.definition for term in terms],
        passages=[_definition(term) for term in terms],
    )


def _definition(term: Term) -> Passage:
    """Return a definition as a result shows it, with the term's other names, as on its page."""
    also = f" ({', '.join(term.also)})" if term.also else ""
    return Passage(clean(term.definition), clean(term.name + also), term.anchor)


def _entry(page: Any, is_glossary: bool) -> Entry:
    """Return what the index says of a page."""
    language = page.locale.language_code
    with translation.override(language):
        kind = kind_of(type(page))
        about = kind.about(page) if kind.about else About()
        if is_glossary:
            about = _about_glossary(page)
        reading, passages = _read(page, about)
    document = SearchDocument(
        page_id=page.pk,
        language=language,
        kind=kind.key,
        places=" ".join(about.places),
        title=page.title,
        summary=set_type(clean(page.lead), language),
        passages="\n".join(
            [
                *(set_type(passage, language) for passage in passages),
                *(passage.line for passage in about.passages),
            ]
        ),
        date=_date(page),
        **{f"{part}_length": reading.lengths[part] for part in PARTS},
    )
    return Entry(document, reading)


@transaction.atomic
def _write(entries: list[Entry]) -> None:
    """Put entries in the place of those that the index has of their pages."""
    documents = [entry.document for entry in entries]
    names = [field.name for field in SearchDocument._meta.concrete_fields]
    SearchDocument.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[name for name in names if name not in {"id", "page"}],
    )
    SearchPosting.objects.filter(document__in=documents).delete()
    SearchPosting.objects.bulk_create(
        [posting for entry in entries for posting in entry.postings()], batch_size=ROWS
    )
    found = {(item.language, item.folded): item for entry in entries for item in entry.words()}
    SearchWord.objects.bulk_create(found.values(), ignore_conflicts=True, batch_size=ROWS)


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
