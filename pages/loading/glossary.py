"""The glossary's terms, from the content files, in both languages: the same key, one the other's twin."""

from typing import Any

from django.conf import settings
from wagtail.models import Locale

from ..facts.models import Source
from ..glossary.models import GlossaryTerm
from ..typography import set_type
from .reader import LANGUAGES, Entry, in_language
from .writer import Writer, as_date, save_checked


def write_terms(
    writer: Writer, sources: dict[str, Source], page_ids: dict[tuple[str, str], int]
) -> None:
    """Write the terms, each as a published revision.

    Args:
        writer: what the writers share.
        sources: the sources by key.
        page_ids: the pages' ids by key and language.
    """
    locales = {code: Locale.objects.get(language_code=code) for code in LANGUAGES}
    for key, entry in writer.progress(writer.content.glossary.items(), "glossary"):
        for language, locale in locales.items():
            ledger_key = f"term:{key}:{language}"
            data = in_language(entry, language)
            term = writer.ledger.existing(ledger_key, GlossaryTerm)
            if not writer.ledger.should_write(ledger_key, term, data):
                continue
            term = term or _new(key, locale)
            _fill(term, entry, data, language)
            term.source = sources[entry["source"]] if entry.get("source") else None
            term.page_id = page_ids.get((entry.get("page") or "", language))
            save_checked(term, entry.place)
            term.save_revision().publish()
            term.refresh_from_db()
            writer.ledger.written(ledger_key, term, data)


def _new(key: str, locale: Locale) -> GlossaryTerm:
    term = GlossaryTerm(key=key, locale=locale)
    original = GlossaryTerm.objects.filter(
        key=key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    if original:
        term.translation_key = original.translation_key
    return term


def _fill(term: GlossaryTerm, entry: Entry, data: dict[str, Any], language: str) -> None:
    term.term = data["term"]
    term.also = "\n".join(set_type(name, language) for name in entry.get(f"also_{language}") or [])
    term.definition = data["definition"]
    term.medical = bool(entry.get("medical"))
    term.reviewed_on = as_date(entry, "reviewed_on")
    term.in_pages = bool(entry.get("in_pages", True))
