"""Loading in its order: facts, records, pages, glossary, menus and settings; all of it or nothing."""

from pathlib import Path

from django.db import transaction

from pages.loading.content import Content
from pages.loading.facts import write_facts, write_sources
from pages.loading.furniture import follow_site_url, write_menus, write_settings
from pages.loading.glossary import write_terms
from pages.loading.ledger import Ledger
from pages.loading.pages import PageWriter
from pages.loading.writer import Progress, Writer
from pages.search.loading import write_synonyms
from pages.services.background import once_each
from pages.sharing.making import cards_later

from .records import RecordWriter

#: The site's first content.
CONTENT = Path(__file__).resolve().parents[1] / "content"


def load(content: Content, progress: Progress) -> Ledger:
    """Write checked content to the database and return what was done.

    Args:
        content: content files without problems.
        progress: wraps a long loop in a progress bar with a label.

    Raises:
        ContentError: something that only the database could refuse; nothing is written then.
    """
    with transaction.atomic(), cards_later(), once_each():
        writer = Writer(content, Ledger(), progress)
        sources = write_sources(writer)
        write_facts(writer, sources)
        records = RecordWriter(writer)
        records.write()
        pages = PageWriter(writer, records.record)
        pages.write()
        write_terms(writer, sources, pages.ids)
        write_synonyms(writer)
        write_menus(writer, pages.ids)
        write_settings(writer, pages.ids)
        follow_site_url()
    return writer.ledger
