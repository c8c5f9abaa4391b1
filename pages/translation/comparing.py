"""What changed in a page from one version to another, piece by piece."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from wagtail.admin.compare import diff_text

from ..models.base import BasePage
from .content import Key, Piece, named, names_of, pieces

# Marked for everybody, and in Wagtail's colours.
_MARKS = {
    "equal": "{}",
    "addition": '<ins><span class="addition">{}</span></ins>',
    "deletion": '<del><span class="deletion">{}</span></del>',
}


class Kind(models.TextChoices):
    """What happened to a piece."""

    CHANGED = "changed", gettext_lazy("Changed")
    ADDED = "added", gettext_lazy("Added")
    REMOVED = "removed", gettext_lazy("Removed")
    MOVED = "moved", gettext_lazy("Order changed")


@dataclass(frozen=True)
class Change:
    """A piece that says something else than before; ``twin`` is what the other language says there."""

    kind: Kind
    place: tuple[str, ...]
    before: str
    after: str
    twin: str = ""

    @property
    def label(self) -> str:
        return " › ".join(self.place)

    @property
    def difference(self) -> SafeString:
        """The text of now with what was added and what was taken away marked in it."""
        parts = diff_text(self.before, self.after).changes
        return mark_safe("".join(format_html(_MARKS[kind], text) for kind, text in parts))


def says_the_same(
    model: type[BasePage], before: Mapping[str, Any], after: Mapping[str, Any]
) -> bool:
    """Tell whether two versions of a page say the same."""
    return not _changes(pieces(model, before), pieces(model, after), {})


def changes(
    model: type[BasePage],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    twin: Mapping[str, Any] | None = None,
) -> list[Change]:
    """Return what changed from one version of a page to another, in the order of its form.

    The names of what is chosen (pages, facts, photographs) are looked up, in one query for each kind.

    Args:
        model: the page's type.
        before, after: its content, as revisions keep it.
        twin: the content of the page in the other language.
    """
    other = pieces(model, twin) if twin else {}
    found = _changes(pieces(model, before), pieces(model, after), other)
    names = names_of(text for item in found for text in (item.before, item.after, item.twin))
    return [
        replace(
            item,
            before=named(item.before, names),
            after=named(item.after, names),
            twin=named(item.twin, names),
        )
        for item in found
    ]


def _changes(
    before: Mapping[Key, Piece], after: Mapping[Key, Piece], twin: Mapping[Key, Piece]
) -> list[Change]:
    found = []
    for key in _in_order(before, after):
        old, new = before.get(key), after.get(key)
        kind = _kind(old, new)
        if kind:
            there = twin.get(key)
            place = (new or old or Piece((), "")).place
            found.append(
                Change(
                    kind,
                    place,
                    old.text if old else "",
                    new.text if new else "",
                    there.text if there else "",
                )
            )
    return found


def _kind(old: Piece | None, new: Piece | None) -> Kind | None:
    if (old or new or Piece((), "")).order:
        # What was added or removed is said of the blocks themselves.
        if not (old and new):
            return None
        kept = [step for step in old.order if step in new.order]
        return Kind.MOVED if kept != [step for step in new.order if step in kept] else None
    if old is None:
        return Kind.ADDED
    if new is None:
        return Kind.REMOVED
    return Kind.CHANGED if old.text != new.text else None


def _in_order(before: Mapping[Key, Piece], after: Mapping[Key, Piece]) -> list[Key]:
    """Return the keys of both; what was removed stands after what it stood after."""
    keys = list(after)
    position = 0
    for key in before:
        if key in after:
            position = keys.index(key) + 1
        else:
            keys.insert(position, key)
            position += 1
    return keys
