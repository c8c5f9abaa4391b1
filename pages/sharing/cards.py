"""What a share card shows, and the name under which its picture is kept.

The name holds a digest of all that the picture shows: whoever knows the page knows the name, so that no
database is asked, and a card that shows something else has another address.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.utils import timezone

from ..choices import Illustration, Paint
from ..services.inheritance import inherited
from ..services.keeping import changes_at

#: Raise it when drawing.py, or a drawing, makes other pictures of the same cards.
RECIPE = 1
WIDTH, HEIGHT = 1200, 630
FOLDER = "cards"
#: Drawings are sharp and have few colours, photographs the contrary.
SUFFIX, PHOTO_SUFFIX = ".png", ".jpg"
MEDIA_TYPES = {SUFFIX: "image/png", PHOTO_SUFFIX: "image/jpeg"}
#: Without a word on it: for pages whose own card isn't made yet, in both languages (`make_cards` draws it).
GENERAL = f"{FOLDER}/general{SUFFIX}"
#: A page that was written while nobody could tell whether its card is there is written anew after so long.
AWAY_FOR = timedelta(minutes=1)


@dataclass(frozen=True)
class Photo:
    """The photograph that takes the place of a page's drawing.

    Attributes:
        file: where it is kept, in the storage of uploads; another upload has another name.
        across, down: where what matters in it is, from 0 to 1; the middle where nobody said.
    """

    file: str
    across: float = 0.5
    down: float = 0.5

    @classmethod
    def of(cls, image: Any) -> "Photo":
        """Return an image of Wagtail's as a card shows it."""
        point = image.get_focal_point()
        if point is None:
            return cls(image.file.name)
        return cls(image.file.name, point.centroid.x / image.width, point.centroid.y / image.height)


@dataclass(frozen=True)
class ShareCard:
    """The words and the look of one page's card; nothing of it needs a fact.

    Attributes:
        page_id: of the page in one language; None of one that isn't saved yet.
        owner: whose page it is (a centre); empty where it is everybody's, or the title itself.
        site_name: as the settings have it.
        photo: shown instead of the drawing, where the page has one.
    """

    page_id: int | None
    title: str
    owner: str
    site_name: str
    paint: str
    illustration: str
    photo: Photo | None = None

    @property
    def suffix(self) -> str:
        return PHOTO_SUFFIX if self.photo else SUFFIX

    @property
    def name(self) -> str:
        """Where the picture is kept, in the storage of uploads."""
        state = hashlib.sha256(repr((RECIPE, astuple(self))).encode()).hexdigest()
        return f"{FOLDER}/{self.page_id}-{state[:16]}{self.suffix}"

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
    type: str = MEDIA_TYPES[SUFFIX]
    width: int = WIDTH
    height: int = HEIGHT


def card_of(page: Any, ancestors: Sequence[Any], site_name: str) -> ShareCard:
    """Return the card of a specific page; the database is asked for its photograph at most.

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
        photo=Photo.of(page.picture) if page.picture_id and page.picture else None,
    )


def picture_of(card: ShareCard, canonical: str) -> SharePicture:
    """Return the picture of a card, or the general one until it is made. It is never made here.

    Args:
        canonical: the whole address of the page, from which that of the picture follows.
    """
    if card.page_id and _is_kept(card):
        address = urljoin(canonical, default_storage.url(card.name))
        return SharePicture(address, card.words, MEDIA_TYPES[card.suffix])
    return SharePicture(urljoin(canonical, static(GENERAL)), card.site_name)


def _is_kept(card: ShareCard) -> bool:
    try:
        return default_storage.exists(card.name)
    except (
        OSError
    ):  # another machine keeps them, and doesn't answer: the page is written all the same
        changes_at(timezone.now() + AWAY_FOR)
        return False
