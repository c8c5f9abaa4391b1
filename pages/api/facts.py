"""Facts with their sources and states, and the sources with what rests on them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router
from pydantic import BaseModel

from ..facts.kinds import Kind
from ..facts.models import Fact, FactSource, Source
from ..facts.states import State
from .listing import LIST, ONE, Listing, answer_list, answer_one
from .parameters import ListParameters, Parameters, choice, key

STATES = (
    "What a fact is worth today: confirmed, due_soon, overdue, past, to_be_confirmed or disputed."
)

router = Router(tags=["facts"])


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


def published() -> QuerySet[Fact]:
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


def cited() -> QuerySet[Source]:
    """Return the sources on which public facts rest."""
    links = FactSource.objects.filter(fact__in=Fact.objects.published())
    return (
        Source.objects.filter(pk__in=links.values("source"))
        .prefetch_related(Prefetch("fact_sources", links.select_related("fact")))
        .order_by("key")
    )


@router.get(
    "/facts",
    response=Listing[FactOut],
    operation_id="list_facts",
    summary="Facts with their sources and states",
    openapi_extra=LIST,
)
def list_facts(request: HttpRequest, query: Query[FactParameters]) -> Any:
    facts = published()
    if query.kind:
        facts = facts.filter(kind=query.kind)
    if query.state:
        facts = facts.with_state(timezone.localdate()).filter(state_now=query.state)  # type: ignore[attr-defined]
    if query.source:
        facts = facts.filter(
            pk__in=FactSource.objects.filter(source__key=query.source).values("fact")
        )
    return answer_list(request, query, facts, FactOut, write_facts)


@router.get(
    "/facts/{key}",
    response=FactOut,
    operation_id="get_fact",
    summary="One fact",
    openapi_extra=ONE,
)
def get_fact(request: HttpRequest, key: str, query: Query[Parameters]) -> Any:
    return answer_one(request, query, published().filter(key=key), write_facts)


@router.get(
    "/sources",
    response=Listing[SourceOut],
    operation_id="list_sources",
    summary="Sources with the facts that rest on them",
    openapi_extra=LIST,
    tags=["sources"],
)
def list_sources(request: HttpRequest, query: Query[ListParameters]) -> Any:
    return answer_list(request, query, cited(), SourceOut, write_sources)


@router.get(
    "/sources/{key}",
    response=SourceOut,
    operation_id="get_source",
    summary="One source",
    openapi_extra=ONE,
    tags=["sources"],
)
def get_source(request: HttpRequest, key: str, query: Query[Parameters]) -> Any:
    return answer_one(request, query, cited().filter(key=key), write_sources)
