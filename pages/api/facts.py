"""Facts with their sources and states, and the sources with what rests on them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router
from pydantic import BaseModel

from ..facts.kinds import Kind
from ..facts.models import Fact, FactSource, Source
from ..facts.states import State
from .listing import Resource, publish
from .parameters import ListParameters, choice, key

STATES = (
    "What a fact is worth today: confirmed, due_soon, overdue, past, to_be_confirmed or disputed."
)

router = Router()


class FactBrief(BaseModel):
    """The fact on which something rests."""

    key: str
    url: str
    state: str = Field(description=STATES)
    statement: str


class SourceOfFact(BaseModel):
    """A source, and what it says where sources differ."""

    key: str
    title: str
    publisher: str
    address: str
    language: str
    published_on: str = Field(description="A day, a month or a year.")
    read_on: date
    value: str = Field(description="Only where this source gives another value.")
    note: str


class FactOut(BaseModel):
    """One statement, as it reads today."""

    key: str
    url: str = Field(description="Its page, for ever.")
    kind: str
    state: str = Field(description=STATES)
    statement: str
    value_type: str
    value: str
    unit: str
    scope: str = Field(description="What the value counts.")
    endpoint: str = Field(description="For a result: what was measured.")
    comparator: str = Field(description="For a result: compared with what.")
    as_of: str = Field(description="When it was true: a day, a month or a year.")
    ends_on: date | None
    verified_on: date | None
    review_by: date | None
    reason: str = Field(description="Why sources differ, where they do.")
    sources: list[SourceOfFact]


class SourceOut(BaseModel):
    """A published page, article or study on which facts rest."""

    key: str
    title: str
    publisher: str
    address: str
    language: str
    published_on: str = Field(description="A day, a month or a year.")
    read_on: date
    facts: list[str] = Field(description="Keys of the facts that rest on it.")


class FactParameters(ListParameters):
    """What the list of facts may be asked."""

    kind: str | None = choice(Kind, "What the fact is about.")
    state: str | None = choice(State, STATES)
    source: str | None = key("Key of a source on which the fact rests.")

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.state:
            found = found.with_state(timezone.localdate()).filter(state_now=self.state)  # type: ignore[attr-defined]
        if self.source:
            links = FactSource.objects.filter(source__key=self.source)
            found = found.filter(pk__in=links.values("fact"))
        return found


def fact_url(fact: Fact) -> str:
    """Return the full address of a fact in the active language."""
    return f"{settings.SITE_URL}{fact.url}"


def brief(fact: Fact | None) -> FactBrief | None:
    """Return a fact in short, or None where readers may not see it."""
    if not fact or not fact.is_published:
        return None
    return FactBrief(
        key=fact.key, url=fact_url(fact), state=str(fact.state.value), statement=fact.wording
    )


def published(language: str) -> QuerySet[Fact]:
    """Return the facts that anybody may see; those that are withheld are not among them."""
    return Fact.objects.published().with_sources().order_by("key")


_AS_STORED = (
    "key",
    "kind",
    "value_type",
    "value",
    "as_of",
    "ends_on",
    "verified_on",
    "review_by",
)
_IN_A_LANGUAGE = ("unit", "scope", "endpoint", "comparator", "reason")


def write_facts(facts: list[Fact], language: str, request: HttpRequest) -> list[FactOut]:
    """Return facts as rows."""
    return [
        FactOut(
            **{name: getattr(fact, name) for name in _AS_STORED},
            **{name: getattr(fact, f"{name}_{language}") for name in _IN_A_LANGUAGE},
            url=fact_url(fact),
            state=str(fact.state.value),
            statement=fact.wording,
            sources=[
                SourceOfFact(**_source_fields(link.source), value=link.value, note=link.note)
                for link in fact.sources_list
            ],
        )
        for fact in facts
    ]


def write_sources(sources: list[Source], language: str, request: HttpRequest) -> list[SourceOut]:
    """Return sources as rows."""
    return [
        SourceOut(
            **_source_fields(source),
            facts=sorted({link.fact.key for link in source.fact_sources.all()}),
        )
        for source in sources
    ]


def _source_fields(source: Source) -> dict[str, Any]:
    names = ("key", "title", "publisher", "address", "language", "published_on", "read_on")
    return {name: getattr(source, name) for name in names}


def cited(language: str) -> QuerySet[Source]:
    """Return the sources on which public facts rest."""
    links = FactSource.objects.filter(fact__in=Fact.objects.published())
    return (
        Source.objects.filter(pk__in=links.values("source"))
        .prefetch_related(Prefetch("fact_sources", links.select_related("fact")))
        .order_by("key")
    )


publish(
    router,
    Resource(
        "facts",
        "fact",
        "Facts with their sources and states",
        FactOut,
        published,
        write_facts,
        FactParameters,
    ),
)
publish(
    router,
    Resource(
        "sources",
        "source",
        "Sources with the facts that rest on them",
        SourceOut,
        cited,
        write_sources,
    ),
)
