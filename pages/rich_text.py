"""Rich text: what editors may use in it, and how links and inline facts are written out.

In the database a fact is ``<embed embedtype="fact" id="12" form="value"/>`` and a link to a page is
Wagtail's own ``<a linktype="page" id="3">``; both find their target in services/references.py.
"""

import re
from typing import Any

from django.template.loader import render_to_string
from wagtail.rich_text import EmbedHandler, RichText, expand_db_html
from wagtail.rich_text.pages import PageLinkHandler

from .facts.models import Fact
from .services import references

# A glossary entry ends on its term in the other language, in italics after one of these.
OTHER_LANGUAGE = {"En anglais": "en", "In French": "fr"}
_FOREIGN_TERM = re.compile(rf"({'|'.join(OTHER_LANGUAGE)})(\s*:\s*)<i>")


class LivePageLinkHandler(PageLinkHandler):
    """Links to a page where it is live in the reader's language; elsewhere only the text stays."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        known = references.current()
        if known is None:
            return super().expand_db_attributes_many(attrs_list)
        urls = [known.url(int(attrs.get("id") or 0)) for attrs in attrs_list]
        return [f'<a href="{url}">' if url else "<a>" for url in urls]


class FactEmbedHandler(EmbedHandler):
    """Writes a fact as it reads today; a fact that is withheld or gone leaves nothing."""

    identifier = "fact"

    @staticmethod
    def get_model() -> type[Fact]:
        return Fact

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Any:
        yield Fact, attrs["id"], "", ""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        known = references.current()
        ids = [int(attrs.get("id") or 0) for attrs in attrs_list]
        facts = known.facts if known else references.published_facts(ids)
        return [
            cls._write(facts.get(pk), attrs.get("form", ""), known is not None)
            for pk, attrs in zip(ids, attrs_list, strict=True)
        ]

    @staticmethod
    def _write(fact: Fact | None, form: str, on_page: bool) -> str:
        if fact is None:
            return ""
        template = "components/fact_value.html" if form == "value" else "components/fact.html"
        return render_to_string(template, {"fact": fact, "on_page": on_page}).strip()


def write_prose(value: RichText | str | None, known: references.References | None) -> str:
    """Return rich text as HTML, its facts and links taken from a page's references.

    Args:
        value: the rich text as stored, or None in a draft.
        known: the references of the page being rendered.
    """
    source = value.source if isinstance(value, RichText) else value
    if not source:
        return ""
    with references.using(known):
        html = _FOREIGN_TERM.sub(_with_language, expand_db_html(source))
    return known.explainer.write(html) if known and known.explainer else html


def _with_language(found: re.Match[str]) -> str:
    return f'{found[1]}{found[2]}<i lang="{OTHER_LANGUAGE[found[1]]}">'
