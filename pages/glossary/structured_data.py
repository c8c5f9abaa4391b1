"""The glossary in schema.org's terms, for the page that shows it."""

from collections.abc import Mapping
from typing import Any

from ..identity.names import page_id
from .edition import Term, glossary
from .figure import NAME


def defined_terms(page: Any, context: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the glossary as things of a page's graph; nothing where the page doesn't show it.

    Args:
        page: a specific page.
        context: what its template gets.
    """
    shown = any(
        block.block_type == "figure" and block.value.get("figure") == NAME for block in page.body
    )
    if not shown:
        return []
    language, canonical = page.locale.language_code, context["canonical"]
    whole = f"{page_id(page)}-terms"
    return [
        {
            "@type": "DefinedTermSet",
            "@id": whole,
            "url": canonical,
            "name": page.title,
            "inLanguage": language,
            "hasDefinedTerm": [
                _term(term, canonical, whole)
                for term in glossary(context.get("request"), language).terms
            ],
        }
    ]


def _term(term: Term, canonical: str, whole: str) -> dict[str, Any]:
    address = f"{canonical}#{term.anchor}"
    found: dict[str, Any] = {
        "@type": "DefinedTerm",
        "@id": f"{whole}-{term.key}",
        "url": address,
        "name": term.name,
        "alternateName": list(term.also),
        "description": term.definition,
        "termCode": term.key,
        "inDefinedTermSet": {"@id": whole},
    }
    return {name: value for name, value in found.items() if value}
