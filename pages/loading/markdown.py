"""The little markdown of the content files, as Wagtail's rich text."""

import re
from collections.abc import Callable, Iterator
from html import escape

from markdown_it import MarkdownIt

FACT = re.compile(r"\[\[([A-Za-z0-9-]+)(?:\|(value))?\]\]")
PAGE_LINK = re.compile(r"\(page:([a-z0-9-]+)\)")
_PAGE_HREF = re.compile(r'<a href="page:([a-z0-9-]+)">')
_TAGS = {"strong>": "b>", "em>": "i>"}

# CommonMark without what sections and blocks give: no headings, pictures, quotes, code or HTML.
_parser = MarkdownIt("zero").enable(["list", "emphasis", "link", "escape", "newline"])
# A line that is wrapped in the file goes on; what newlines remain stand between elements.
_parser.add_render_rule("softbreak", lambda *_args: " ")


def facts_in(text: str) -> Iterator[str]:
    """Yield the keys of the facts that a text shows."""
    yield from (match[1] for match in FACT.finditer(text))


def pages_in(text: str) -> Iterator[str]:
    """Yield the keys of the pages to which a text links."""
    yield from (match[1] for match in PAGE_LINK.finditer(text))


def to_rich_text(text: str, fact_id: Callable[[str], int], page_id: Callable[[str], int]) -> str:
    """Return markdown as rich text in Wagtail's database form.

    Args:
        text: markdown with [[FACT]] and [words](page:KEY).
        fact_id, page_id: the database id for a key.
    """

    def embed(match: re.Match[str]) -> str:
        form = f' form="{match[2]}"' if match[2] else ""
        return f'<embed embedtype="fact" id="{fact_id(match[1])}"{form}/>'

    html = _parser.render(text).strip()
    for old, new in _TAGS.items():
        html = html.replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new}")
    html = _PAGE_HREF.sub(lambda match: f'<a linktype="page" id="{page_id(match[1])}">', html)
    html = FACT.sub(embed, html)
    return html.replace("\n", "")


def plain(text: str) -> str:
    """Return text that is no markdown, safe to stand in rich text."""
    return escape(text, quote=False)
