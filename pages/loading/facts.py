"""Sources and facts, from the content files to the register."""

from ..facts.models import Fact, FactSource, Source
from ..typography import set_type
from .reader import Entry, in_language
from .writer import Writer, as_date, as_required_date, as_text, pair, save_checked


def write_sources(writer: Writer) -> dict[str, Source]:
    """Write the sources and return them by key."""
    sources: dict[str, Source] = {}
    for key, entry in writer.content.sources.items():
        ledger_key = f"source:{key}"
        source = writer.ledger.existing(ledger_key, Source)
        if writer.ledger.should_write(ledger_key, source, entry):
            source = source or Source(key=key)
            source.language = entry.get("language") or "fr"
            source.title = set_type(as_text(entry["title"]), source.language)
            source.publisher = set_type(as_text(entry["publisher"]), source.language)
            source.address = as_text(entry.get("address"))
            source.published_on = as_text(entry.get("published_on"))
            source.read_on = as_required_date(entry, "read_on")
            save_checked(source, entry.place)
            writer.ledger.written(ledger_key, source, entry)
        if source:
            sources[key] = source
    return sources


def write_facts(writer: Writer, sources: dict[str, Source]) -> None:
    """Write the facts with their sources, each as a published revision."""
    for key, entry in writer.progress(writer.content.facts.items(), "facts"):
        ledger_key = f"fact:{key}"
        fact = writer.ledger.existing(ledger_key, Fact)
        if writer.ledger.should_write(ledger_key, fact, entry):
            fact = fact or Fact(key=key)
            _fill(fact, entry, writer)
            fact.fact_sources = [
                _link(item, sources, number)
                for number, item in enumerate(entry.get("sources") or [])
            ]
            save_checked(fact, entry.place)
            fact.save_revision().publish()
            fact.refresh_from_db()
            writer.ledger.written(ledger_key, fact, entry)
        if fact:
            writer.facts[key] = fact.pk


def _fill(fact: Fact, entry: Entry, writer: Writer) -> None:
    fact.kind = entry["kind"]
    fact.collection = writer.collection(entry.get("owner"))
    fact.value_type = entry.get("type") or "none"
    fact.value = as_text(entry.get("value"))
    fact.as_of = as_text(entry.get("as_of"))
    fact.mark = entry["state"]
    fact.ends_on = as_date(entry, "ends_on")
    fact.verified_on = as_date(entry, "verified_on")
    fact.review_by = as_date(entry, "review_by")
    for name in (
        "unit",
        "scope",
        "label",
        "wording",
        "past_wording",
        "reason",
        "endpoint",
        "comparator",
    ):
        for field, value in pair(entry, name).items():
            setattr(fact, field, value)


def _link(item: Entry | str, sources: dict[str, Source], number: int) -> FactSource:
    if not isinstance(item, dict):
        return FactSource(source=sources[item], sort_order=number)
    note = item.get("note") or {}
    return FactSource(
        source=sources[item["source"]],
        sort_order=number,
        value=as_text(item.get("value")),
        note_fr=in_language(note, "fr") if note else "",
        note_en=in_language(note, "en") if note else "",
    )
