"""JSON-LD: what a page says of itself to search engines, in schema.org's terms."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe

from ..facts.models import Fact, FactSource
from .translations import Alternate

# A closing tag in a title must not end the script element (as django.utils.html.json_script does).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class PageAddresses:
    """The addresses that a page's graph needs.

    Attributes:
        canonical, home: full addresses of the page and of the language's home page.
        crumbs: the breadcrumb; the last is the page itself and has no url.
        alternates: the page's addresses in each language.
    """

    canonical: str
    home: str
    crumbs: list[Any]
    alternates: list[Alternate]


def write_json_ld(graph: list[dict[str, Any]]) -> SafeString:
    """Return things as the text of a JSON-LD script element."""
    data = {"@context": "https://schema.org", "@graph": graph}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def page_graph(
    page: Any, addresses: PageAddresses, facts: list[Fact], due: date | None
) -> SafeString:
    """Return the graph of a page: the site, the page, and the way to it.

    Args:
        page: a specific page.
        facts: the facts that it shows; only confirmed ones are cited.
        due: when the page or one of its facts must be checked again.
    """
    language = page.locale.language_code
    site = {
        "@type": "WebSite",
        "@id": urljoin(addresses.home, "#website"),
        "url": addresses.home,
        "inLanguage": language,
    }
    way = breadcrumb(addresses)
    return write_json_ld(
        [
            site,
            web_page(page, addresses, facts, due)
            | {"isPartOf": _ref(site), "breadcrumb": _ref(way)},
            way,
        ]
    )


def web_page(
    page: Any, addresses: PageAddresses, facts: list[Fact], due: date | None
) -> dict[str, Any]:
    """Return the page itself: a MedicalWebPage where it explains medicine."""
    language = page.locale.language_code
    found: dict[str, Any] = {
        "@type": "MedicalWebPage" if page.medical else "WebPage",
        "@id": addresses.canonical,
        "url": addresses.canonical,
        "name": page.title,
        "description": page.search_description,
        "inLanguage": language,
        "dateModified": _day(page.last_published_at),
        "lastReviewed": page.reviewed_on.isoformat() if page.reviewed_on else None,
        "expires": due.isoformat() if due else None,
        "citation": citations(facts),
        "workTranslation": [
            {"@id": item.url}
            for item in addresses.alternates
            if item.lang not in {language, "x-default"}
        ],
    }
    return {name: value for name, value in found.items() if value}


def citations(facts: list[Fact]) -> list[dict[str, Any]]:
    """Return the sources of confirmed facts, each once, in the order in which the page cites them."""
    found: dict[int, dict[str, Any]] = {}
    for fact in facts:
        if fact.is_confirmed:
            for link in fact.sources_list:
                found.setdefault(link.source_id, _citation(link))
    return list(found.values())


def breadcrumb(addresses: PageAddresses) -> dict[str, Any]:
    """Return the way to the page."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{addresses.canonical}#breadcrumb",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": crumb.title,
                "item": urljoin(addresses.canonical, crumb.url or ""),
            }
            for number, crumb in enumerate(addresses.crumbs, start=1)
        ],
    }


def _citation(link: FactSource) -> dict[str, Any]:
    found = {
        "@type": "CreativeWork",
        "name": link.title,
        "publisher": {"@type": "Organization", "name": link.publisher},
        "url": link.url,
        "inLanguage": link.language,
        "datePublished": link.published_on,
    }
    return {name: value for name, value in found.items() if value}


def _ref(thing: dict[str, Any]) -> dict[str, str]:
    return {"@id": thing["@id"]}


def _day(moment: Any) -> str | None:
    return moment.date().isoformat() if moment else None
