"""The synonyms of the content files."""

from ..loading.writer import Writer, as_text, save_checked
from .models import SearchSynonym


def write_synonyms(writer: Writer) -> None:
    """Write the synonyms; one that an editor has changed stays as it is."""
    for key, entry in (writer.content.search.get("synonyms") or {}).items():
        ledger_key = f"synonym:{key}"
        synonym = writer.ledger.existing(ledger_key, SearchSynonym)
        if not writer.ledger.should_write(ledger_key, synonym, entry):
            continue
        synonym = synonym or SearchSynonym()
        synonym.language = as_text(entry.get("language"))
        synonym.typed = ", ".join(as_text(item) for item in entry.get("typed") or [])
        synonym.also = ", ".join(as_text(item) for item in entry.get("also") or [])
        save_checked(synonym, entry.place)
        writer.ledger.written(ledger_key, synonym, entry)
