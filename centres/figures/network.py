"""The network: which bodies work with which centre, from the records.

Two lines, one a centre, run down the drawing; each partner is a tile between them, tied to one
line or to both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from pages.figures import Drawing, register
from pages.languages import reader_language
from pages.services.record_pages import cards_by_record

from ..models import Centre, Partner, PartnerPage
from .svg import number

WIDTH = 1080
#: Where the two lines run, and where the tiles between them begin and end.
RAILS = (60, WIDTH - 60)
TILES = (170, WIDTH - 170)
HEAD = 62
ROW = 68
GAP = 10
KIND = 62
#: Letters on a line of a tile of half the width, and of the whole.
HALF_LETTERS = 26
FULL_LETTERS = 56


@dataclass(frozen=True)
class Relation:
    """A partner with its centres."""

    partner: Partner
    centres: tuple[Centre, ...]
    url: str

    @property
    def name(self) -> str:
        return self.partner.name

    @property
    def short_name(self) -> str:
        return self.partner.abbreviation or self.partner.name

    @property
    def long_name(self) -> str:
        """What the full name says beyond the short one, to be shown beside it."""
        if self.name == self.short_name:
            return ""
        rest = self.name.removeprefix(f"{self.short_name}, ")
        return rest[:1].upper() + rest[1:] if rest != self.name else self.name

    @property
    def towns(self) -> list[str]:
        return [centre.town for centre in self.centres]


@dataclass(frozen=True)
class Group:
    """The partners of one kind."""

    kind: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Tile:
    """A partner in the drawing: ``side`` is "left", "right" or "both"."""

    side: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tie:
    """The line from a centre's line to a tile."""

    side: str
    start: str
    end: str
    y: str


@dataclass(frozen=True)
class Label:
    """The kind above its tiles."""

    text: str
    y: str


@dataclass(frozen=True)
class Diagram:
    """The whole drawing."""

    view_box: str
    label_x: str
    rail_end: str
    tiles: tuple[Tile, ...]
    ties: tuple[Tie, ...]
    labels: tuple[Label, ...]


def relations(language: str, request: Any = None) -> tuple[list[Centre], list[Relation]]:
    """Return the centres and their partners with the pages about these, in three queries.

    Partners whose fact is withheld are left out, as everywhere.
    """
    partners = Partner.objects.select_related("fact")
    centres = list(
        Centre.objects.prefetch_related(Prefetch("partners", partners, to_attr="known_partners"))
    )
    of_partner: dict[int, list[Centre]] = {}
    known: dict[int, Partner] = {}
    for centre in centres:
        for partner in centre.known_partners:
            if partner.fact is None or partner.fact.is_published:
                known.setdefault(partner.pk, partner)
                of_partner.setdefault(partner.pk, []).append(centre)
    cards = cards_by_record(PartnerPage, known.values(), language, request)
    found = [
        Relation(partner, tuple(of_partner[pk]), cards[pk].url if pk in cards else "")
        for pk, partner in known.items()
    ]
    return centres, sorted(found, key=lambda relation: relation.short_name.casefold())


def grouped(found: Iterable[Relation]) -> list[Group]:
    """Group partners by kind, in the order of the kinds."""
    found = list(found)
    groups = [
        Group(str(kind.label), tuple(item for item in found if item.partner.kind == kind))
        for kind in Partner.Kind
    ]
    return [group for group in groups if group.relations]


def diagram(centres: list[Centre], groups: Iterable[Group]) -> Diagram:
    """Lay out the partners between the two first centres."""
    tiles: list[Tile] = []
    ties: list[Tie] = []
    labels: list[Label] = []
    y = float(HEAD)
    for group in groups:
        labels.append(Label(group.kind, number(y + KIND - 20)))
        y += KIND
        for row in _rows(group, centres):
            for side, relation in row:
                tiles.append(_tile(side, relation, y))
                ties.extend(_ties(side, y))
            y += ROW + GAP
    return Diagram(
        view_box=f"0 0 {WIDTH} {number(y + 2 * GAP)}",
        label_x=number(TILES[0]),
        rail_end=number(y + GAP),
        tiles=tuple(tiles),
        ties=tuple(ties),
        labels=tuple(labels),
    )


def _rows(group: Group, centres: list[Centre]) -> Iterator[list[tuple[str, Relation]]]:
    """Yield the rows of a kind: those of both centres alone, those of one side by side."""
    sides: dict[str, list[Relation]] = {"both": [], "left": [], "right": []}
    for relation in group.relations:
        if len(relation.centres) > 1:
            sides["both"].append(relation)
        else:
            sides["left" if relation.centres[0] == centres[0] else "right"].append(relation)
    for relation in sides["both"]:
        yield [("both", relation)]
    left, right = sides["left"], sides["right"]
    for i in range(max(len(left), len(right))):
        yield [
            *(("left", item) for item in left[i : i + 1]),
            *(("right", item) for item in right[i : i + 1]),
        ]


def _tile(side: str, relation: Relation, y: float) -> Tile:
    start, end = map(float, TILES)
    middle = (start + end) / 2
    if side == "left":
        end = middle - GAP / 2
    elif side == "right":
        start = middle + GAP / 2
    letters = FULL_LETTERS if side == "both" else HALF_LETTERS
    words = wrap(relation.short_name, letters, max_lines=2, placeholder="…")
    first = y + ROW / 2 + 8 - 14 * (len(words) - 1)
    return Tile(
        side,
        number(start),
        number(y),
        number(end - start),
        number(ROW),
        number((start + end) / 2),
        tuple((line, number(first + 28 * i)) for i, line in enumerate(words)),
    )


def _ties(side: str, y: float) -> Iterator[Tie]:
    middle = number(y + ROW / 2)
    if side in ("left", "both"):
        yield Tie("left", number(RAILS[0]), number(TILES[0]), middle)
    if side in ("right", "both"):
        yield Tie("right", number(RAILS[1]), number(TILES[1]), middle)


@register("network", _("Network: the centres and their partners"))
def draw(context: dict[str, Any]) -> Drawing:
    """Return the network in the reader's language: three queries."""
    return drawing(*relations(reader_language(), context.get("request")))


def drawing(centres: list[Centre], found: list[Relation]) -> Drawing:
    """Return the drawing of centres and their partners."""
    groups = grouped(found)
    drawable = len(centres) == 2 and bool(groups)
    return Drawing(
        "components/figures/network.html",
        {
            "paint": "apple",
            "centres": centres,
            "groups": groups,
            "diagram": diagram(centres, groups) if drawable else None,
            "rails": [
                {"side": side, "town": centre.town, "x": number(x)}
                for side, centre, x in zip(("left", "right"), centres, RAILS, strict=False)
            ],
        },
    )
