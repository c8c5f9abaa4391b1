"""Ready-made lines with which other sites link to this one, as a figure that editors place on its page."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..figures import Drawing, register
from ..languages import reader_language
from ..services.addresses import home_url
from .embeds import embed_path, embedded_pages, kinds
from .oembed import iframe

#: Characters on a line of a field, about, on a wide screen.
LINE = 72
#: More things of a kind are folded away.
MOST_UNFOLDED = 2


@dataclass(frozen=True)
class Snippet:
    """A text to copy.

    Attributes:
        name: tells it from the others of the page.
    """

    name: str
    label: str
    text: str

    @property
    def rows(self) -> int:
        return len(self.text) // LINE + 1


@dataclass(frozen=True)
class Group:
    """Snippets under a heading; ``folded`` where there may be many."""

    heading: str
    snippets: tuple[Snippet, ...]
    folded: bool = False


@register("link-to-us", _("Lines for other sites to copy"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the lines in the reader's language: one query a kind of card."""
    language = reader_language()
    canonical = context.get("canonical") or ""
    home = urljoin(canonical, home_url(language))
    site = context.get("site")
    title = f"{site.name}, {site.tagline}" if site else home
    link = (
        Snippet(
            "site",
            gettext("Link: %(title)s") % {"title": site.name if site else home},
            _link(home, title, language),
        ),
    )
    groups = [Group(gettext("A link"), link)]
    groups += [_group(kind, language, context.get("request")) for kind in kinds()]
    provider = urljoin(canonical, reverse("oembed"))
    address = (Snippet("oembed", gettext("oEmbed address"), f"{provider}?url={home}"),)
    groups.append(Group(gettext("For your publishing tool"), address))
    return Drawing("components/figures/link_to_us.html", {"groups": groups})


def _group(kind: str, language: str, request: HttpRequest | None) -> Group:
    pages = embedded_pages(kind, language)
    snippets = []
    for page in pages:
        address = page.get_full_url(request) or ""
        title = page.share_title
        snippets += [
            Snippet(
                f"{page.pk}-link",
                gettext("Link: %(title)s") % {"title": title},
                _link(address, title, language),
            ),
            Snippet(
                f"{page.pk}-card",
                gettext("Card: %(title)s") % {"title": title},
                iframe(urljoin(address, embed_path(page)), title),
            ),
        ]
    heading = str(kinds()[kind].embed_heading)
    return Group(heading, tuple(snippets), folded=len(pages) > MOST_UNFOLDED)


def _link(address: str, text: str, language: str) -> str:
    return format_html('<a href="{}" hreflang="{}">{}</a>', address, language, text)
