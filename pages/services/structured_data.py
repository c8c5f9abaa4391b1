"""JSON-LD: what a page says of itself to search engines, in schema.org's terms."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from .translations import Alternate

# A closing tag in a title must not end the script element (the escapes of django.utils.html.json_script).
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def write_json_ld(graph: list[dict[str, Any]]) -> SafeString:
    """Return things as the text of a JSON-LD script element."""
    data = {"@context": "https://schema.org", "@graph": graph}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def page_graph(
    page: Page, crumbs: list[Any], canonical: str, home: str, alternates: list[Alternate]
) -> SafeString:
    """Return the graph of a page: the site, the page, and the way to it.

    Args:
        crumbs: the breadcrumb; the last is the page itself and has no url.
        canonical, home: full addresses of the page and of the language's home page.
        alternates: the page's addresses in each language.
    """
    language = page.locale.language_code
    root = home.rstrip("/")
    site = {"@type": "WebSite", "@id": f"{root}/#website", "url": home, "inLanguage": language}
    web_page: dict[str, Any] = {
        "@type": "WebPage",
        "@id": canonical,
        "url": canonical,
        "name": page.title,
        "inLanguage": language,
        "isPartOf": {"@id": site["@id"]},
        "breadcrumb": {"@id": f"{canonical}#breadcrumb"},
    }
    if page.search_description:
        web_page["description"] = page.search_description
    if page.last_published_at:
        web_page["dateModified"] = page.last_published_at.date().isoformat()
    twins = [item.url for item in alternates if item.lang not in {language, "x-default"}]
    if twins:
        web_page["workTranslation"] = [{"@id": url} for url in twins]
    origin = canonical.split("/", 3)
    base = "/".join(origin[:3])
    breadcrumb = {
        "@type": "BreadcrumbList",
        "@id": f"{canonical}#breadcrumb",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": crumb.title,
                "item": f"{base}{crumb.url}" if crumb.url else canonical,
            }
            for number, crumb in enumerate(crumbs, start=1)
        ],
    }
    return write_json_ld([site, web_page, breadcrumb])
