"""What a share card shows, and the name under which its picture is kept.

The name holds a digest of all that the picture shows: whoever knows the page knows the name, so that no
database is asked, and a card that shows something else has another address.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any
from urllib.parse import urljoin

from django.core.files.storage import default_storage
from django.templatetags.static import static

from ..choices import Illustration, Paint
from ..services.inheritance import inherited

#: Raise it when drawing.py, or a drawing, makes other pictures of the same cards.
RECIPE = 1
WIDTH, HEIGHT = 1200, 630
FOLDER = "cards"
SUFFIX = ".png"
#: Without a word on it: for pages whose own card isn't made yet, in both languages (`make_cards` draws it).
GENERAL = f"{FOLDER}/general{SUFFIX}"


@dataclass(frozen=True)
class ShareCard:
    """The words and the look of one page's card; nothing of it needs a fact.

    Attributes:
        page_id: of the page in one language; None of one that isn't saved yet.
        owner: whose page it is (a centre); empty where it is everybody's, or the title itself.
        site_name: as the settings have it.
    """

    page_id: int | None
    title: str
    owner: str
    site_name: str
    paint: str
    illustration: str

    @property
    def name(self) -> str:
        """Where the picture is kept, in the storage of uploads."""
        state = hashlib.sha256(repr((RECIPE, astuple(self))).encode()).hexdigest()
        return f"{FOLDER}/{self.page_id}-{state[:16]}{SUFFIX}"

    @property
    def words(self) -> str:
        """All that is written on it: the text alternative."""
        return " · ".join(text for text in (self.title, self.owner, self.site_name) if text)


@dataclass(frozen=True)
class SharePicture:
    """The picture that a page names in its head.

    Attributes:
        url: its whole address.
        alt: what is written on it.
    """

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def card_of(page: Any, ancestors: Sequence[Any], site_name: str) -> ShareCard:
    """Return the card of a specific page; no database is asked.

    Args:
        ancestors: the pages above it from the home page down, each as its own type.
    """
    owner = page.share_owner or inherited(ancestors, "share_owner")
    return ShareCard(
        page_id=page.pk,
        title=page.share_title,
        owner="" if owner == page.share_title else owner,
        site_name=site_name,
        paint=page.own_paint or inherited(ancestors, "own_paint") or Paint.SKY,
        illustration=page.own_illustration
        or inherited(ancestors, "own_illustration")
        or Illustration.SEA,
    )


def picture_of(card: ShareCard, canonical: str) -> SharePicture:
    """Return the picture of a card, or the general one until it is made. It is never made here.

    Args:
        canonical: the whole address of the page, from which that of the picture follows.
    """
    if card.page_id and default_storage.exists(card.name):
        return SharePicture(urljoin(canonical, default_storage.url(card.name)), card.words)
    return SharePicture(urljoin(canonical, static(GENERAL)), card.site_name)
