"""Opens a term's definition where a page uses it first.

The word becomes a button that opens a popover standing right after the text: HTML alone does it, by
mouse, touch or keyboard, and Escape or a tap elsewhere closes it. A button may stand in a paragraph (a
details element may not), and unlike a link to the end of the page it leaves the reader in the
sentence. A browser that knows no popovers shows the definition after the text, as paper does.
"""

from html import unescape
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from django.http import HttpRequest
from django.template.loader import render_to_string

from .edition import Glossary, Term, glossary

#: What a word isn't explained in: what leads elsewhere, headings, quotes, titles and words of others.
CLOSED = frozenset(
    {
        *("a", "button", "label", "summary"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
        *("abbr", "blockquote", "cite", "code", "dfn", "em", "i", "q", "time"),
    }
)
#: "To be confirmed" and the like: marks of ours.
CLOSED_CLASSES = frozenset({"chip", "phone", "visually-hidden"})


class Explainer:
    """Explains terms in the texts of one page, one after the other: each term once.

    Args:
        known: the glossary of the page's language.
    """

    def __init__(self, known: Glossary) -> None:
        self.glossary = known
        self.explained: set[str] = set()

    def write(self, html: str) -> str:
        """Return HTML with the terms that it uses first made buttons, their definitions at its end.

        Args:
            html: whole elements that may stand where a ``div`` may (rich text, written out).
        """
        finder = self.glossary.finder
        if not finder.find(unescape(html), self.explained):
            return html
        soup = BeautifulSoup(html, "html.parser")
        terms: list[Term] = []
        for text in soup.find_all(string=True):
            if type(text) is NavigableString and not _is_closed(text):
                terms += self._mark(soup, text)
        if not terms:
            return html
        notes = (render_to_string("components/explanation.html", {"term": term}) for term in terms)
        return soup.decode(formatter="minimal") + "".join(note.strip() for note in notes)

    def _mark(self, soup: BeautifulSoup, text: NavigableString) -> list[Term]:
        found = self.glossary.finder.find(text, self.explained)
        pieces: list[Any] = []
        end = 0
        for item in found:
            button = soup.new_tag(
                "button",
                attrs={
                    "type": "button",
                    "class": "explained",
                    "popovertarget": f"explanation-{item.key}",
                },
            )
            button.string = text[item.start : item.end]
            pieces += [text[end : item.start], button]
            end = item.end
            self.explained.add(item.key)
        if found:
            text.replace_with(*(piece for piece in [*pieces, text[end:]] if piece))
        return [self.glossary.by_key[item.key] for item in found]


def _is_closed(text: NavigableString) -> bool:
    return any(
        parent.name in CLOSED or parent.get("lang") or CLOSED_CLASSES & set(_classes(parent))
        for parent in text.parents
    )


def _classes(tag: Tag) -> list[str]:
    found: Any = tag.get("class") or []
    return [found] if isinstance(found, str) else list(found)


def explainer_for(page: Any, request: HttpRequest) -> Explainer | None:
    """Return what explains the terms of a page, or None where it says not to."""
    if not page.explain_terms:
        return None
    return Explainer(glossary(request, page.locale.language_code))
