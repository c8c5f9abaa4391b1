"""JSON-LD: what a page says of itself to machines, in schema.org's terms, as one connected graph.

Only what the page shows and what is confirmed is said. Things keep their names (``@id``) for ever, see
pages/identity/names.py.
"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from ..facts.models import Fact, FactSource
from ..glossary.structured_data import defined_terms
from ..identity.names import page_id, site_id
from .translations import LANGUAGE_NAMES, twin_of

Thing = dict[str, Any]

# A closing tag in a title must not end the script element (as django.utils.html.json_script does).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def write_json_ld(graph: list[Thing]) -> SafeString:
    """Return things as the text of a JSON-LD script element."""
    data = {"@context": "https://schema.org", "@graph": graph}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def page_graph(page: Any, context: dict[str, Any]) -> SafeString:
    """Return the graph of a page: the site, the page, the way to it, and what it is about.

    Args:
        page: a specific page.
        context: what its template gets.
    """
    site = web_site(context)
    way = breadcrumb(page, context)
    said = filled(page.structured_data(context))
    about = [thing for value in said.values() for thing in _listed(value)]
    links = {name: _refs(value) for name, value in said.items()}
    me = web_page(page, context) | {"isPartOf": ref(site), "breadcrumb": ref(way)} | links
    terms = defined_terms(page, context)
    if terms:
        me["mentions"] = ref(terms[0])
    return write_json_ld([site, me, way, *about, *terms])


def web_site(context: dict[str, Any]) -> Thing:
    """Return the site: one in both languages."""
    return {
        "@type": "WebSite",
        "@id": site_id("website"),
        "url": f"{settings.SITE_URL}/",
        "name": context["site"].name,
        "inLanguage": list(LANGUAGE_NAMES),
    }


def web_page(page: Any, context: dict[str, Any]) -> Thing:
    """Return the page itself: a MedicalWebPage where it explains medicine."""
    twin = twin_of(page)
    due = context["next_due"]
    return filled(
        {
            "@type": "MedicalWebPage" if page.medical else "WebPage",
            "@id": page_id(page),
            "url": context["canonical"],
            "name": page.title,
            "description": page.search_description,
            "inLanguage": page.locale.language_code,
            "dateModified": day(page.last_published_at),
            "lastReviewed": page.reviewed_on.isoformat() if page.reviewed_on else None,
            "expires": due.isoformat() if due else None,
            "citation": citations(context["page_facts"]),
            "workTranslation": {"@id": page_id(twin)} if twin else None,
        }
    )


def citations(facts: Iterable[Fact]) -> list[Thing]:
    """Return the sources of confirmed facts, each once, in the order in which the page cites them."""
    found: dict[int, Thing] = {}
    for fact in facts:
        if fact.is_confirmed:
            for link in fact.sources_list:
                found.setdefault(link.source_id, _citation(link))
    return list(found.values())


def breadcrumb(page: Any, context: dict[str, Any]) -> Thing:
    """Return the way to the page."""
    return {
        "@type": "BreadcrumbList",
        "@id": f"{page_id(page)}-breadcrumb",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": crumb.title,
                "item": {
                    "@type": "WebPage",
                    "@id": crumb.name,
                    "url": urljoin(context["canonical"], crumb.url),
                }
                if crumb.url
                else {"@id": crumb.name},
            }
            for number, crumb in enumerate(context["breadcrumb"], start=1)
        ],
    }


def _citation(link: FactSource) -> Thing:
    return filled(
        {
            "@type": "CreativeWork",
            "name": link.title,
            "publisher": {"@type": "Organization", "name": link.publisher},
            "url": link.url,
            "inLanguage": link.language,
            "datePublished": link.published_on,
        }
    )


# What those who describe things need


def ref(thing: Thing) -> dict[str, str]:
    """Return a link to a thing that is described elsewhere in the graph."""
    return {"@id": thing["@id"]}


def filled(thing: Thing) -> Thing:
    """Return a thing without its empty properties."""
    return {name: value for name, value in thing.items() if value}


def things(cards: Iterable[Any]) -> list[Thing]:
    """Return what the pages of a list are about, by name; pages about nothing are left out."""
    return [thing for card in cards or () if (thing := card.page.thing())]


def day(moment: Any) -> str | None:
    """Return the day of a moment in ISO form, if there is one."""
    return moment.date().isoformat() if moment else None


def _listed(value: Any) -> list[Thing]:
    return value if isinstance(value, list) else [value]


def _refs(value: Any) -> Any:
    return [ref(thing) for thing in value] if isinstance(value, list) else ref(value)
